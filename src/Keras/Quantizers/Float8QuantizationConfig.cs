namespace Keras.Quantizers;

/// <summary>
/// Training with float8 matrix products, whose scales follow from the largest magnitudes of earlier steps
/// (<c>keras.quantizers.Float8QuantizationConfig</c>).
/// </summary>
public sealed class Float8QuantizationConfig : QuantizationConfig
{
    /// <inheritdoc/>
    public override string Mode => "float8";

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
    }
}
