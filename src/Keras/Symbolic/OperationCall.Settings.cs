using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Symbolic;

/// <content>Settings by type; those that are left out have the defaults given.</content>
internal sealed partial class OperationCall
{
    public bool Boolean(string name, bool? fallback = null) => Setting(name) switch
    {
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        JsonValue value when OperationJson.ReadNumber(value) is { } number => number != 0,
        null when fallback is { } given => given,
        _ => throw Unexpected(name, "true or false"),
    };

    public int Int32(string name, int? fallback = null) => Setting(name) switch
    {
        null => fallback ?? throw Unexpected(name, "an integer"),
        JsonArray { Count: 1 } list => Integer(name, list[0]),
        var json => Integer(name, json),
    };

    public int? OptionalInt32(string name, int? fallback = null) => Setting(name) switch
    {
        null => Has(name) ? null : fallback,
        JsonArray { Count: 1 } list => Integer(name, list[0]),
        var json => Integer(name, json),
    };

    public double Double(string name, double? fallback = null) => Setting(name) switch
    {
        null => fallback ?? throw Unexpected(name, "a number"),
        JsonValue json => NumberOf(name, json),
        _ => throw Unexpected(name, "a number"),
    };

    public double? OptionalDouble(string name, double? fallback = null) =>
        Setting(name) is { } json ? NumberOf(name, json) : Has(name) ? null : fallback;

    public string String(string name, string? fallback = null) =>
        OptionalString(name, fallback) ?? fallback ?? throw Unexpected(name, "a string");

    public string? OptionalString(string name, string? fallback = null) => Setting(name) switch
    {
        null => Has(name) ? null : fallback,
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => throw Unexpected(name, "a string"),
    };

    public DType DType(string name, DType? fallback = null) => OptionalDType(name) ?? fallback ?? throw Unexpected(name, "an element type");

    public DType? OptionalDType(string name) => OptionalString(name) is { } text
        ? Array.Find(Enum.GetValues<DType>(), d => d.StandardName == text) is var dtype and not TensorFlow.DType.Invalid
            ? dtype : throw Unexpected(name, "an element type")
        : null;

    public Axes Axes(string name, Axes fallback = default) =>
        Setting(name) is { } json ? Keras.Axes.Create(List(name, json)) : Has(name) ? default : fallback;

    /// <summary>The axes at a position of a list of axes, as of a tensor product.</summary>
    public Axes AxesAt(string name, int index) => Setting(name) is JsonArray list && index < list.Count
        ? Keras.Axes.Create(List(name, list[index])) : throw Unexpected(name, "two lists of axes");

    public SpatialSizes Sizes(string name) => Setting(name) is { } json ? SpatialSizes.Create(List(name, json)) : default;

    public Scalar Scalar(string name) => Setting(name) switch
    {
        null => default,
        JsonValue value when OperationJson.ReadInteger(value) is { } integer
            && !value.ToJsonString().Contains('.', StringComparison.Ordinal) => integer,
        JsonValue value => (Scalar)NumberOf(name, value),
        _ => throw Unexpected(name, "a number"),
    };

    public Shape Shape(string name) => TensorFlow.Shape.Create([.. List(name, Setting(name)).Select(d => (long)d)]);

    public int[] Integers(string name) => Setting(name) is { } json ? List(name, json) : [];

    /// <summary>The integers that are given by names of the caller's: all named arguments but one.</summary>
    public (string Name, int Length)[] NamedIntegers(string except) =>
        [.. arguments.Named.Where(n => n.Name != except && Json(n.Value) is JsonValue)
            .Select(n => (n.Name, Integer(n.Name, Json(n.Value))))];

    public float[] Numbers(string name) => Setting(name) is JsonArray list
        ? [.. list.Select(i => (float)NumberOf(name, i))]
        : throw Unexpected(name, "a list of numbers");

    /// <summary>A pair of integers for each axis; one pair, or one integer, for all of them.</summary>
    public (int Before, int Behind)[] IntegerPairs(string name) => Setting(name) switch
    {
        JsonValue one => [(Integer(name, one), Integer(name, one))],
        JsonArray { Count: 1 or 2 } list when list.All(i => i is JsonValue) => [(Integer(name, list[0]), Integer(name, list[^1]))],
        JsonArray list => [.. list.Select(i => i is JsonArray { Count: 1 or 2 } pair
            ? (Integer(name, pair[0]), Integer(name, pair[^1]))
            : throw Unexpected(name, "pairs of integers"))],
        _ => throw Unexpected(name, "pairs of integers"),
    };

    public (int First, int Second) IntegerPair(string name) => OptionalIntegerPair(name) ?? throw Unexpected(name, "a pair of integers");

    public (int First, int Second)? OptionalIntegerPair(string name) => Setting(name) switch
    {
        null => null,
        JsonArray { Count: 2 } pair => (Integer(name, pair[0]), Integer(name, pair[1])),
        JsonValue one => (Integer(name, one), Integer(name, one)),
        _ => throw Unexpected(name, "a pair of integers"),
    };

    public (double First, double Second)? OptionalNumberPair(string name) => Setting(name) switch
    {
        null => null,
        JsonArray { Count: 2 } pair => (NumberOf(name, pair[0]), NumberOf(name, pair[1])),
        JsonValue one => (NumberOf(name, one), NumberOf(name, one)),
        _ => throw Unexpected(name, "a pair of numbers"),
    };

    private int[] List(string name, JsonNode? json) =>
        json is JsonArray list ? [.. list.Select(i => Integer(name, i))] : [Integer(name, json)];

    private int Integer(string name, JsonNode? json) => OperationJson.ReadInteger(json) ?? throw Unexpected(name, "an integer");

    private double NumberOf(string name, JsonNode? value) => OperationJson.ReadNumber(value) ?? throw Unexpected(name, "a number");
}
