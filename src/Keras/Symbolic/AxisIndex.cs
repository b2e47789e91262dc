using System.Text.Json.Nodes;

namespace Keras;

/// <summary>What is taken of one axis: an index, a range, a slice with a step, a new axis, or all axes between (an ellipsis).</summary>
public readonly struct AxisIndex : IEquatable<AxisIndex>
{
    private readonly Kind kind;

    private AxisIndex(Kind kind, long? start = null, long? stop = null, long? step = null) => (this.kind, Start, Stop, Step) = (kind, start, stop, step);

    private enum Kind
    {
        Slice,
        Item,
        NewAxis,
        Ellipsis,
    }

    /// <summary>A new axis of length 1.</summary>
    public static AxisIndex NewAxis => new(Kind.NewAxis);

    /// <summary>All axes that no other index stands for.</summary>
    public static AxisIndex Ellipsis => new(Kind.Ellipsis);

    /// <summary>Whether the axis is removed: one index of it was taken.</summary>
    public bool IsItem => kind == Kind.Item;

    /// <summary>Whether this is <see cref="NewAxis"/>.</summary>
    public bool IsNewAxis => kind == Kind.NewAxis;

    /// <summary>Whether this is <see cref="Ellipsis"/>.</summary>
    public bool IsEllipsis => kind == Kind.Ellipsis;

    /// <summary>The index, or the first of a slice; negative ones count from the end; null for the axis's begin.</summary>
    public long? Start { get; }

    /// <summary>The index behind the last of a slice; null for the axis's end.</summary>
    public long? Stop { get; }

    /// <summary>The step of a slice; null for 1.</summary>
    public long? Step { get; }

    /// <summary>One index; the axis is removed.</summary>
    /// <param name="index">The index; negative ones count from the end.</param>
    public static implicit operator AxisIndex(int index) => new(Kind.Item, index);

    /// <summary>One index; the axis is removed.</summary>
    /// <param name="index">The index, <c>^1</c> for the last.</param>
    public static implicit operator AxisIndex(Index index) => new(Kind.Item, Position(index));

    /// <summary>A range of an axis.</summary>
    /// <param name="range">The range, <c>..</c> for all.</param>
    public static implicit operator AxisIndex(Range range) => new(
        Kind.Slice,
        range.Start is { IsFromEnd: false, Value: 0 } ? null : Position(range.Start),
        range.End is { IsFromEnd: true, Value: 0 } ? null : Position(range.End));

    /// <summary>A slice with a step, as Python's <c>start:stop:step</c>.</summary>
    /// <param name="start">The first index; null for the begin, or the end where the step is negative.</param>
    /// <param name="stop">The index behind the last; null for the end, or the begin where the step is negative.</param>
    /// <param name="step">The step; not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is 0.</exception>
    public static AxisIndex Slice(int? start = null, int? stop = null, int? step = null)
    {
        if (step == 0)
            throw new ArgumentOutOfRangeException(nameof(step), step, "AxisIndex.Slice: expected a step other than 0.");
        return new(Kind.Slice, start, stop, step);
    }

    /// <inheritdoc/>
    public bool Equals(AxisIndex other) => (kind, Start, Stop, Step) == (other.kind, other.Start, other.Stop, other.Step);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AxisIndex other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(kind, Start, Stop, Step);

    /// <summary>Whether two are equal.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(AxisIndex left, AxisIndex right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(AxisIndex left, AxisIndex right) => !left.Equals(right);

    /// <summary>Python's notation.</summary>
    public override string ToString() => kind switch
    {
        Kind.Item => $"{Start}",
        Kind.NewAxis => "newaxis",
        Kind.Ellipsis => "...",
        _ => Step is { } step ? $"{Start}:{Stop}:{step}" : $"{Start}:{Stop}",
    };

    /// <summary>The index as Keras serializes it.</summary>
    internal JsonNode? ToJson() => kind switch
    {
        Kind.Item => JsonValue.Create(Start!.Value),
        Kind.NewAxis => null,
        Kind.Ellipsis => new JsonObject { ["class_name"] = "__ellipsis__", ["config"] = new JsonObject() },
        _ => new JsonObject
        {
            ["class_name"] = "__slice__",
            ["config"] = new JsonObject { ["start"] = Node(Start), ["stop"] = Node(Stop), ["step"] = Node(Step) },
        },
    };

    /// <summary>The index that Keras serialized; null where it is another object.</summary>
    internal static AxisIndex? FromJson(JsonNode? json) => json switch
    {
        null => NewAxis,
        JsonValue value when value.TryGetValue(out long index) => new(Kind.Item, index),
        JsonObject { } o when o["class_name"]?.ToString() == "__ellipsis__" => Ellipsis,
        JsonObject { } o when o["class_name"]?.ToString() == "__slice__" && o["config"] is JsonObject config =>
            new(Kind.Slice, Number(config["start"]), Number(config["stop"]), Number(config["step"])),
        _ => null,
    };

    private static JsonValue? Node(long? value) => value is { } number ? JsonValue.Create(number) : null;

    private static long? Number(JsonNode? json) => json is JsonValue value && value.TryGetValue(out long number) ? number : null;

    private static long Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;
}
