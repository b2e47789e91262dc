namespace Keras.Quantizers;

/// <summary>
/// Training with products of numbers of 8 bits, whose scales follow from the magnitudes of former steps
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
