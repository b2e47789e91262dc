namespace Keras;

/// <summary>The policy of a layer that was quantized with GPTQ (<c>keras.dtype_policies.GPTQDTypePolicy</c>).</summary>
public sealed class GPTQDTypePolicy : QuantizedDTypePolicy
{
    /// <summary>Creates a policy.</summary>
    /// <param name="mode">"gptq/4/128" for weights of 4 bits of which 128 share a scale; the group size may be -1.</param>
    /// <param name="sourceName">The name of the policy before quantization. Default: "float32".</param>
    /// <exception cref="ArgumentException">The mode has another form, or a number of bits that GPTQ does not have.</exception>
    public GPTQDTypePolicy(string mode, string? sourceName = null)
        : base("gptq", mode, sourceName)
    {
        int[] arguments = DTypePolicies.Arguments(nameof(GPTQDTypePolicy), mode, "gptq/<weight_bits>/<group_size>");
        WeightBits = arguments[0] is 2 or 3 or 4 or 8 ? arguments[0] : throw new ArgumentException(
            $"GPTQDTypePolicy: expected 2, 3, 4 or 8 bits, got {arguments[0]} in '{mode}'.", nameof(mode));
        GroupSize = DTypePolicies.GroupSize(nameof(GPTQDTypePolicy), "group size", arguments[1]);
    }

    /// <summary>The bits of a weight.</summary>
    public int WeightBits { get; }

    /// <summary>The number of inputs that share a scale; -1 for all of a unit.</summary>
    public int GroupSize { get; }
}
