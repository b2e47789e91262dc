using TensorFlow;

namespace Keras.Quantizers;

/// <summary>
/// 8-bit weights with a scale for each unit, and by default 8-bit inputs with a scale for each sample
/// (<c>keras.quantizers.Int8QuantizationConfig</c>).
/// </summary>
public sealed class Int8QuantizationConfig : QuantizationConfig
{
    /// <summary>Creates a config for 8-bit weights and inputs.</summary>
    public Int8QuantizationConfig()
        : this(null, DefaultActivationQuantizer)
    {
    }

    /// <summary>Creates a config with given quantizers.</summary>
    /// <param name="weightQuantizer">The weight quantizer; null for the layer's own.</param>
    /// <param name="activationQuantizer">The quantizer of inputs; null to compute with the inputs as they are.</param>
    /// <exception cref="ArgumentException">The weight quantizer gives another type than int8.</exception>
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

    private static AbsMaxQuantizer DefaultActivationQuantizer => new();

    internal static Int8QuantizationConfig FromConfig(Config config)
    {
        (Quantizer? weight, Quantizer? activation) = Quantizers(config, DefaultActivationQuantizer);
        return new(weight, activation);
    }
}
