using TensorFlow;

namespace Keras.Quantizers;

/// <summary>
/// Weights of 8 bits with a scale for each unit, and by default inputs of 8 bits with a scale for each sample
/// (<c>keras.quantizers.Int8QuantizationConfig</c>).
/// </summary>
public sealed class Int8QuantizationConfig : QuantizationConfig
{
    /// <summary>Weights and inputs of 8 bits.</summary>
    public Int8QuantizationConfig()
        : this(null, new AbsMaxQuantizer())
    {
    }

    /// <summary>Weights of 8 bits, by given quantizers.</summary>
    /// <param name="weightQuantizer">The quantizer of weights; null for the layer's own.</param>
    /// <param name="activationQuantizer">The quantizer of inputs; null to compute with the inputs as they are.</param>
    /// <exception cref="ArgumentException">The quantizer of weights gives other numbers than int8.</exception>
    public Int8QuantizationConfig(Quantizer? weightQuantizer, Quantizer? activationQuantizer)
        : base(weightQuantizer, activationQuantizer)
    {
        if (weightQuantizer is { } quantizer && quantizer.OutputDType != DType.Int8)
            throw new ArgumentException(
                $"Int8QuantizationConfig: expected a weight quantizer that gives int8, got {quantizer.OutputDType.StandardName}.",
                nameof(weightQuantizer));
    }

    /// <inheritdoc/>
    public override string Mode => "int8";

    internal static Int8QuantizationConfig FromConfig(Config config)
    {
        (Quantizer? weight, Quantizer? activation) = Quantizers(config);
        return new(weight, config.Keys.Contains("activation_quantizer") ? activation : new AbsMaxQuantizer());
    }
}
