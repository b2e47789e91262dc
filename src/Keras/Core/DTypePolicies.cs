using System.Text.Json.Nodes;

namespace Keras;

/// <summary>Finds, writes and reads <see cref="DTypePolicy"/>s, as <c>keras.dtype_policies</c> does.</summary>
public static class DTypePolicies
{
    private const string From = "_from_";

    /// <summary>The modes of quantized weights.</summary>
    internal static readonly string[] Modes = ["int8", "float8", "int4", "gptq", "awq"];

    private static volatile DTypePolicy defaultPolicy = DTypePolicy.Float32;

    /// <summary>
    /// The policy of layers that are given none, in the whole process (<c>keras.config.set_dtype_policy</c>). A layer takes it when it is
    /// created. Default: float32.
    /// </summary>
    /// <exception cref="ArgumentException">The policy is one of quantized weights or a map.</exception>
    public static DTypePolicy Default
    {
        get => defaultPolicy;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            defaultPolicy = value.QuantizationMode is null && value is not DTypePolicyMap ? value : throw new ArgumentException(
                $"DTypePolicies.Default: expected a policy of types, such as \"mixed_bfloat16\", got '{value.Name}'; quantize layers with "
                + "Quantize, and give a map to a layer.", nameof(value));
        }
    }

    /// <summary>
    /// Gets the policy of a name: "float32", "mixed_bfloat16", or one of quantized weights as "int8_from_float32",
    /// "int4/128_from_mixed_bfloat16", "float8_from_float32", "gptq/4/128_from_float32", "awq/4/128_from_float32".
    /// </summary>
    /// <param name="name">The name; null for <see cref="Default"/>.</param>
    /// <exception cref="UnknownNameException">There is no such policy; the message suggests the nearest.</exception>
    /// <exception cref="ArgumentException">The mode of a quantized policy has another form, or no source.</exception>
    public static DTypePolicy Get(string? name)
    {
        if (name is null)
            return Default;
        int at = name.IndexOf(From, StringComparison.Ordinal);
        if (at < 0)
            return new(name);
        return Quantized(name[..at], name[(at + From.Length)..]);
    }

    /// <summary>Writes a policy as Keras does: its class and config.</summary>
    /// <param name="policy">The policy.</param>
    public static JsonObject Serialize(DTypePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return SerializedObject.Wrap(policy);
    }

    /// <summary>Reads a policy that <see cref="Serialize"/> or Keras wrote.</summary>
    /// <param name="envelope">The class and config.</param>
    /// <exception cref="ConfigException">The JSON describes no policy.</exception>
    public static DTypePolicy Deserialize(JsonObject envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        (string className, Config config) = SerializedObject.Unwrap(envelope);
        try
        {
            switch (className)
            {
                case "DTypePolicy" or "FloatDTypePolicy" or "Policy":
                    return config.GetString("name", null) is { } name ? Get(name) : throw Unread();
                case nameof(QuantizedDTypePolicy) or nameof(Int4DTypePolicy) or nameof(GPTQDTypePolicy) or nameof(AWQDTypePolicy):
                    return Quantized(config.GetString("mode", null) ?? throw Unread(), config.GetString("source_name", null));
                case nameof(QuantizedFloat8DTypePolicy):
                    return new QuantizedFloat8DTypePolicy(
                        config.GetString("source_name", null), config.GetInt("amax_history_length", 1024));
                case nameof(DTypePolicyMap):
                    return DTypePolicyMap.FromConfig(config);
                default:
                    throw Unread();
            }
        }
        catch (ArgumentException e) when (e is not UnknownNameException)
        {
            throw new ConfigException(e.Message);
        }

        ConfigException Unread() => new($"Expected a dtype policy with a name, got {PythonJson.WriteCompact(envelope)}.");
    }

    /// <summary>The policy of a mode and of the types that it comes from.</summary>
    /// <param name="mode">The mode with its arguments: "int8", "int4/128".</param>
    /// <param name="source">The name of the policy before quantization; null for the default.</param>
    internal static DTypePolicy Quantized(string mode, string? source) => mode.Split('/') switch
    {
        ["float8"] => new QuantizedFloat8DTypePolicy(source),
        ["int8"] or ["int4"] => new QuantizedDTypePolicy(mode, source),
        ["int4", ..] => new Int4DTypePolicy(mode, source),
        ["gptq", ..] => new GPTQDTypePolicy(mode, source),
        ["awq", ..] => new AWQDTypePolicy(mode, source),
        [var other, ..] => throw new UnknownNameException("quantization mode", other, Modes),
        [] => throw new UnknownNameException("quantization mode", mode, Modes),
    };

    /// <summary>The numbers behind a mode, as in "gptq/4/128".</summary>
    /// <exception cref="ArgumentException">The mode has another form.</exception>
    internal static int[] Arguments(string policy, string mode, string form)
    {
        ArgumentNullException.ThrowIfNull(mode);
        string[] parts = mode.Split('/'), expected = form.Split('/');
        int[] numbers = new int[expected.Length - 1];
        bool fits = parts.Length == expected.Length && parts[0] == expected[0];
        for (int i = 0; fits && i < numbers.Length; i++)
            fits = int.TryParse(parts[i + 1], System.Globalization.NumberStyles.AllowLeadingSign,
                System.Globalization.CultureInfo.InvariantCulture, out numbers[i]);
        return fits ? numbers : throw new ArgumentException(
            $"{policy}: expected a mode of the form '{form}' with integers, got '{mode}'.", nameof(mode));
    }

    /// <summary>Checks the number of elements that share a scale.</summary>
    internal static int GroupSize(string owner, string name, int value) => value == -1 || value > 0 ? value
        : throw new ArgumentException($"{owner}: expected -1 or at least 1 as {name}, got {value}.", name);
}
