namespace Keras;

/// <summary>
/// The policy of a layer with weights of 4 bits, with the number of those that share a scale (<c>keras.dtype_policies.Int4DTypePolicy</c>).
/// </summary>
public sealed class Int4DTypePolicy : QuantizedDTypePolicy
{
    /// <summary>Creates a policy.</summary>
    /// <param name="mode">"int4/128" for blocks of 128 inputs with a scale each; "int4/-1" for one scale for each unit.</param>
    /// <param name="sourceName">The name of the policy before quantization. Default: "float32".</param>
    /// <exception cref="ArgumentException">The mode has another form.</exception>
    public Int4DTypePolicy(string mode, string? sourceName = null)
        : base("int4", mode, sourceName) =>
        BlockSize = DTypePolicies.GroupSize(
            nameof(Int4DTypePolicy), "block size", DTypePolicies.Arguments(nameof(Int4DTypePolicy), mode, "int4/<block_size>")[0]);

    /// <summary>The number of inputs that share a scale; -1 for all of a unit.</summary>
    public int BlockSize { get; }
}
