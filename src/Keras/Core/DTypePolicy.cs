using TensorFlow;

namespace Keras;

/// <summary>
/// The types in which a layer computes and keeps its weights: "float32", "float64", "mixed_float16" (float16 and float32),
/// "mixed_bfloat16". A name or a <see cref="DType"/> converts to one.
/// </summary>
public sealed class DTypePolicy : KerasObject
{
    /// <summary>float32 for everything: the default.</summary>
    public static readonly DTypePolicy Float32 = new("float32");

    /// <summary>A policy.</summary>
    /// <param name="name">A type's name, or "mixed_float16" or "mixed_bfloat16".</param>
    /// <exception cref="UnknownNameException">There is no such policy; the message suggests the nearest.</exception>
    public DTypePolicy(string name)
    {
        Name = name;
        (ComputeDType, VariableDType) = name switch
        {
            "mixed_float16" => (DType.Float16, DType.Float32),
            "mixed_bfloat16" => (DType.BFloat16, DType.Float32),
            _ => (Known(name), Known(name)),
        };
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The type in which inputs and weights enter the layer's computation.</summary>
    public DType ComputeDType { get; }

    /// <summary>The type in which weights are kept.</summary>
    public DType VariableDType { get; }

    /// <inheritdoc/>
    public override string? Module => "keras";

    /// <summary>The policy of a name.</summary>
    /// <param name="name">The name.</param>
    public static implicit operator DTypePolicy(string name) => new(name);

    /// <summary>The policy that uses one type for everything.</summary>
    /// <param name="dtype">The type.</param>
    public static implicit operator DTypePolicy(DType dtype) => new(dtype.StandardName);

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static DTypePolicy FromConfig(Config config, string key = "dtype") => config.GetNode(key) switch
    {
        null => Float32,
        System.Text.Json.Nodes.JsonValue value when value.TryGetValue(out string? name) => new(name),
        System.Text.Json.Nodes.JsonObject envelope => new(SerializedObject.Unwrap(envelope).Config.GetString("name", null)
            ?? throw new ConfigException($"Expected a dtype policy with a name, got {PythonJson.WriteCompact(envelope)}.")),
        { } node => throw new ConfigException($"Expected the name of a dtype policy, got {PythonJson.WriteCompact(node)}."),
    };

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config.Set("name", Name);

    private static DType Known(string name)
    {
        DType[] types = [.. Enum.GetValues<DType>().Where(t => t != DType.Invalid)];
        return types.Any(t => t.StandardName == name)
            ? DTypes.Parse(name)
            : throw new UnknownNameException(
                "dtype policy", name, [.. types.Select(t => t.StandardName), "mixed_float16", "mixed_bfloat16"]);
    }
}
