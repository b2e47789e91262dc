using Keras.Quantizers;

namespace Keras;

/// <summary>
/// A quantization mode with its arguments, for <see cref="Layer.Quantize"/> and <c>model.Quantize</c>
/// (<c>keras.quantizers.QuantizationConfig</c>). The names "int8", "int4" and "float8" convert to one with Keras's default arguments.
/// </summary>
public abstract class QuantizationConfig : KerasObject
{
    private protected QuantizationConfig(Quantizer? weightQuantizer = null, Quantizer? activationQuantizer = null) =>
        (WeightQuantizer, ActivationQuantizer) = (weightQuantizer, activationQuantizer);

    /// <summary>Gets the classes of quantization configs by name, for reading one that is an argument.</summary>
    public static Registry<QuantizationConfig> Registry => QuantizationConfigRegistry.Instance;

    /// <summary>The mode: "int8", "int4", "float8", "gptq" or "awq".</summary>
    public abstract string Mode { get; }

    /// <summary>The quantizer of the weights; null for the layer's own.</summary>
    public Quantizer? WeightQuantizer { get; }

    /// <summary>The quantizer of a layer's inputs; null where only weights are quantized.</summary>
    public Quantizer? ActivationQuantizer { get; }

    /// <inheritdoc/>
    public override string? Module => "keras.quantizers";

    /// <summary>The mode with its arguments, as in the name of a policy: "int4/128".</summary>
    internal virtual string PolicyMode => Mode;

    /// <summary>Gets the config of a mode, with Keras's default arguments.</summary>
    /// <param name="mode">"int8", "int4" or "float8".</param>
    /// <exception cref="UnknownNameException">There is no such mode; the message suggests the nearest.</exception>
    /// <exception cref="ArgumentException">The mode needs calibration data: gptq and awq.</exception>
    public static implicit operator QuantizationConfig(string mode) => mode switch
    {
        "int8" => new Int8QuantizationConfig(),
        "int4" => new Int4QuantizationConfig(),
        "float8" => new Float8QuantizationConfig(),
        "gptq" => throw new ArgumentException(
            "Quantize: gptq needs calibration data; pass a GPTQConfig instead of the name.", nameof(mode)),
        "awq" => throw new ArgumentException(
            "Quantize: awq needs calibration data; pass an AWQConfig instead of the name.", nameof(mode)),
        null => throw new ArgumentNullException(nameof(mode), "Quantize: expected a mode such as \"int8\", got null."),
        _ => throw new UnknownNameException("quantization mode", mode, DTypePolicies.Modes),
    };

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) =>
        config.Set("weight_quantizer", WeightQuantizer).Set("activation_quantizer", ActivationQuantizer);

    /// <summary>Reads the quantizers of a config.</summary>
    /// <param name="config">The config.</param>
    /// <param name="missing">The activation quantizer of a config that has none, not even null.</param>
    private protected static (Quantizer? Weight, Quantizer? Activation) Quantizers(Config config, Quantizer? missing)
    {
        const string activation = "activation_quantizer";
        return (config.GetObject("weight_quantizer", QuantizerRegistry.Instance),
            config.Contains(activation) ? config.GetObject(activation, QuantizerRegistry.Instance) : missing);
    }
}
