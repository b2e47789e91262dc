using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>A tensor, a plain value or null, or a list or an object of structures.</summary>
internal abstract record Structure
{
    /// <summary>The leaves, depth first, objects in the order of their keys.</summary>
    public virtual IEnumerable<Structure> Leaves => [this];

    public bool IsNull => this is LiteralValue { Value: null };

    /// <summary>A leaf as a tensor: numbers as Python's become.</summary>
    public abstract Tensor Tensor { get; }

    /// <summary>The Keras mask attached to a tensor.</summary>
    public virtual Tensor? Mask => null;

    public Tensor? TensorOrNull => IsNull ? null : Tensor;

    public static Structure FromJson(JsonNode? node, Func<string, Tensor> arrays) => node switch
    {
        JsonObject o when o.ContainsKey("array") =>
            new TensorValue(Numbers(o, arrays), o["keras_mask"] is { } mask ? FromJson(mask, arrays).Tensor : null),
        JsonObject o when o.ContainsKey("strings") => new TensorValue(
            Tensor.CreateStrings([.. o["strings"]!.AsArray().Select(s => (string)s!)], Shapes.FromJson(o["shape"])!), null),
        JsonObject o => new ObjectValue([.. o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, FromJson(p.Value, arrays)))]),
        JsonArray list => new ListValue([.. list.Select(item => FromJson(item, arrays))]),
        _ => new LiteralValue((JsonValue?)node),
    };

    private static Tensor Numbers(JsonObject o, Func<string, Tensor> arrays)
    {
        Tensor stored = arrays((string)o["array"]!);
        // bfloat16 is stored as float32.
        DType dtype = DTypes.Parse((string)o["dtype"]!);
        Tensor tensor = stored.DType == dtype ? stored : stored.Cast(dtype);
        Shape shape = Shapes.FromJson(o["shape"])!;
        return tensor.Shape == shape ? tensor : tensor.Reshape(shape);
    }
}

/// <summary>A tensor, perhaps with a mask.</summary>
internal sealed record TensorValue(Tensor Value, Tensor? Attached) : Structure
{
    public override Tensor Tensor => Value;

    public override Tensor? Mask => Attached;
}

/// <summary>A Python list or tuple.</summary>
internal sealed record ListValue(IReadOnlyList<Structure> Items) : Structure
{
    public override IEnumerable<Structure> Leaves => Items.SelectMany(i => i.Leaves);

    public override Tensor Tensor => throw new NotSupportedException($"Expected one tensor, got a list of {Items.Count}.");
}

/// <summary>A Python dict, in the order of its keys.</summary>
internal sealed record ObjectValue(IReadOnlyList<(string Key, Structure Value)> Items) : Structure
{
    public override IEnumerable<Structure> Leaves => Items.SelectMany(i => i.Value.Leaves);

    public override Tensor Tensor =>
        throw new NotSupportedException($"Expected one tensor, got an object of {string.Join(", ", Items.Select(i => i.Key))}.");
}

/// <summary>A number, a truth value, a string or null.</summary>
internal sealed record LiteralValue(JsonValue? Value) : Structure
{
    public override Tensor Tensor => Value?.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => TensorFlow.Tensor.Scalar((bool)Value),
        JsonValueKind.Number => Value.TryGetValue(out int whole) ? TensorFlow.Tensor.Scalar(whole)
            : TensorFlow.Tensor.Scalar((float)Value.GetValue<double>()),
        JsonValueKind.String when double.TryParse((string)Value!, CultureInfo.InvariantCulture, out double number)
            && !double.IsFinite(number) =>
            TensorFlow.Tensor.Scalar((float)number),
        _ => throw new NotSupportedException($"Expected a number, got {Value?.ToJsonString() ?? "null"}."),
    };
}
