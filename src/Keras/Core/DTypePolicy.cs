using TensorFlow;

namespace Keras;

/// <summary>
/// The types in which a layer computes and keeps its weights: "float32", "float64", "mixed_float16" (float16 and float32),
/// "mixed_bfloat16". A name or a <see cref="DType"/> converts to one; names such as "int8_from_float32" to a policy of quantized weights.
/// </summary>
public class DTypePolicy : KerasObject, IEquatable<DTypePolicy>
{
    /// <summary>float32 for everything: the default.</summary>
    public static readonly DTypePolicy Float32 = new("float32");

    /// <summary>A policy.</summary>
    /// <param name="name">A type's name, or "mixed_float16" or "mixed_bfloat16".</param>
    /// <exception cref="UnknownNameException">There is no such policy; the message suggests the nearest.</exception>
    public DTypePolicy(string name)
        : this(name, name)
    {
    }

    private protected DTypePolicy(string name, string typesOf)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        (ComputeDType, VariableDType) = typesOf switch
        {
            "mixed_float16" => (DType.Float16, DType.Float32),
            "mixed_bfloat16" => (DType.BFloat16, DType.Float32),
            _ => (Known(typesOf), Known(typesOf)),
        };
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The type in which inputs and weights enter the layer's computation.</summary>
    public DType ComputeDType { get; }

    /// <summary>The type in which weights are kept.</summary>
    public DType VariableDType { get; }

    /// <summary>The mode of quantized weights: "int8", "int4", "float8", "gptq" or "awq"; null where they are not quantized.</summary>
    public virtual string? QuantizationMode => null;

    /// <inheritdoc/>
    public override string? Module => "keras";

    /// <summary>The policy of a name.</summary>
    /// <param name="name">The name.</param>
    public static implicit operator DTypePolicy(string name) => DTypePolicies.Get(name);

    /// <summary>The policy that uses one type for everything.</summary>
    /// <param name="dtype">The type.</param>
    public static implicit operator DTypePolicy(DType dtype) => new(dtype.StandardName);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether another policy is of the same class and name.</summary>
    /// <param name="other">The other policy.</param>
    public virtual bool Equals(DTypePolicy? other) =>
        other is not null && (ReferenceEquals(this, other) || (GetType() == other.GetType() && Name == other.Name));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as DTypePolicy);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    internal static DTypePolicy FromConfig(Config config, string key = "dtype") => config.GetNode(key) switch
    {
        null => Float32,
        System.Text.Json.Nodes.JsonValue value when value.TryGetValue(out string? name) => DTypePolicies.Get(name),
        System.Text.Json.Nodes.JsonObject envelope => DTypePolicies.Deserialize(envelope),
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
