namespace Keras;

/// <summary>The policy of a layer that was quantized with AWQ (<c>keras.dtype_policies.AWQDTypePolicy</c>).</summary>
public sealed class AWQDTypePolicy : QuantizedDTypePolicy
{
    /// <summary>Creates a policy.</summary>
    /// <param name="mode">"awq/4/128" for weights of 4 bits of which 128 share a scale; the group size may be -1.</param>
    /// <param name="sourceName">The name of the policy before quantization. Default: "float32".</param>
    /// <exception cref="ArgumentException">The mode has another form, or another number of bits than 4.</exception>
    public AWQDTypePolicy(string mode, string? sourceName = null)
        : base("awq", mode, sourceName)
    {
        int[] arguments = DTypePolicies.Arguments(nameof(AWQDTypePolicy), mode, "awq/<weight_bits>/<group_size>");
        WeightBits = arguments[0] == 4 ? 4 : throw new ArgumentException(
            $"AWQDTypePolicy: expected 4 bits, got {arguments[0]} in '{mode}'.", nameof(mode));
        GroupSize = DTypePolicies.GroupSize(nameof(AWQDTypePolicy), "group size", arguments[1]);
    }

    /// <summary>The bits of a weight.</summary>
    public int WeightBits { get; }

    /// <summary>The number of inputs that share a scale; -1 for all of a unit.</summary>
    public int GroupSize { get; }
}
