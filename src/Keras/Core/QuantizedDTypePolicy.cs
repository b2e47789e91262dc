using TensorFlow;

namespace Keras;

/// <summary>
/// The policy of a layer whose weights are quantized: the mode, and the types in which it computes otherwise
/// (<c>keras.dtype_policies.QuantizedDTypePolicy</c>). <see cref="Layer.Quantize"/> sets it.
/// </summary>
public class QuantizedDTypePolicy : DTypePolicy
{
    /// <summary>Creates a policy.</summary>
    /// <param name="mode">The mode: "int8", "int4", "float8".</param>
    /// <param name="sourceName">The name of the policy before quantization. Default: "float32".</param>
    /// <exception cref="UnknownNameException">There is no such mode or source.</exception>
    /// <exception cref="ArgumentException">The mode is int8 and the source computes in float16, which has too few numbers for
    /// that.</exception>
    public QuantizedDTypePolicy(string mode, string? sourceName = null)
        : this(mode, mode, sourceName)
    {
    }

    private protected QuantizedDTypePolicy(string mode, string fullMode, string? sourceName)
        : base($"{fullMode}_from_{sourceName ?? Float32.Name}", sourceName ?? Float32.Name)
    {
        (Mode, FullMode, SourceName) = (mode, fullMode, sourceName ?? Float32.Name);
        if (!DTypePolicies.Modes.Contains(mode))
            throw new UnknownNameException("quantization mode", mode, DTypePolicies.Modes);
        if (mode == "int8" && ComputeDType == DType.Float16)
            throw new ArgumentException(
                $"The quantization mode int8 does not go with float16, got the source '{SourceName}'; compute in float32 or bfloat16.",
                nameof(sourceName));
    }

    /// <summary>The mode, without its arguments.</summary>
    public string Mode { get; }

    /// <summary>The name of the policy before quantization.</summary>
    public string SourceName { get; }

    /// <inheritdoc/>
    public override string? QuantizationMode => Mode;

    /// <inheritdoc/>
    public override string? Module => "keras.dtype_policies";

    private string FullMode { get; }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config.Set("mode", FullMode).Set("source_name", SourceName);
}
