using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Symbolic;

/// <summary>Arguments of operations as Keras serializes them: tuples are lists, element types their names, numbers Python's.</summary>
internal static class OperationJson
{
    public static JsonNode? Parse(string json) => JsonNode.Parse(json);

    public static JsonNode Of(bool value) => JsonValue.Create(value);

    public static JsonNode Of(int value) => JsonValue.Create(value);

    public static JsonNode? Of(int? value) => value is { } number ? JsonValue.Create(number) : null;

    public static JsonNode Of(double value) => PythonFloat.Node(value);

    public static JsonNode? Of(double? value) => value is { } number ? PythonFloat.Node(number) : null;

    public static JsonNode? Of(string? value) => value is null ? null : JsonValue.Create(value);

    /// <summary>A string whose default is <paramref name="ofNull"/> in Keras and null here.</summary>
    public static JsonNode? Of(string? value, string ofNull) => value is null ? Parse(ofNull) : Of(value);

    public static JsonNode Of(DType value) => JsonValue.Create(value.StandardName);

    public static JsonNode? Of(DType? value) => value is { } dtype ? Of(dtype) : null;

    /// <summary>An element type whose default is float32 here and <paramref name="ofFloat32"/> in Keras.</summary>
    public static JsonNode? Of(DType value, string ofFloat32) => value == DType.Float32 ? Parse(ofFloat32) : Of(value);

    public static JsonNode? Of(Axes value) => value.IsAll ? null : List(value.AsSpan());

    /// <summary>Axes whose default is <paramref name="ofDefault"/> in Keras.</summary>
    public static JsonNode? Of(Axes value, string ofDefault) => value.IsAll ? Parse(ofDefault) : Of(value);

    public static JsonNode? Of(SpatialSizes value) => value.IsDefault ? null : List(value.AsSpan());

    /// <summary>Sizes whose default is <paramref name="ofDefault"/> in Keras.</summary>
    public static JsonNode? Of(SpatialSizes value, string ofDefault) => value.IsDefault ? Parse(ofDefault) : Of(value);

    public static JsonNode Of(Scalar value) => value.IsInteger ? JsonValue.Create((long)value.Value) : PythonFloat.Node(value.Value);

    /// <summary>A number whose default is <paramref name="ofDefault"/> in Keras and 0 here.</summary>
    public static JsonNode? Of(Scalar value, string ofDefault) => value == default ? Parse(ofDefault) : Of(value);

    public static JsonNode Of(Shape value) => new JsonArray([.. value.Select(d => (JsonNode?)JsonValue.Create(d))]);

    public static JsonNode Of(ReadOnlySpan<int> values) => Array(values);

    /// <summary>Integers; null where there are none.</summary>
    public static JsonNode? OfAny(ReadOnlySpan<int> values) => values.IsEmpty ? null : Array(values);

    public static JsonNode Of(ReadOnlySpan<float> values)
    {
        JsonArray array = [];
        foreach (float value in values)
            array.Add((JsonNode?)Of((double)value));
        return array;
    }

    public static JsonNode Of(ReadOnlySpan<(int Before, int Behind)> values)
    {
        JsonArray array = [];
        foreach ((int before, int behind) in values)
            array.Add((JsonNode?)Array([before, behind]));
        return array;
    }

    public static JsonNode Of((int First, int Second) value) => Array([value.First, value.Second]);

    public static JsonNode? Of((int First, int Second)? value, string? ofNull = null) =>
        value is { } pair ? Of(pair) : ofNull is null ? null : Parse(ofNull);

    public static JsonNode? Of((double First, double Second)? value, string? ofNull = null) =>
        value is { } pair ? new JsonArray(Of(pair.First), Of(pair.Second)) : ofNull is null ? null : Parse(ofNull);

    /// <summary>A number whose default is <paramref name="ofNull"/> in Keras and null here.</summary>
    public static JsonNode? Of(double? value, string ofNull) => value is null ? Parse(ofNull) : Of(value);

    /// <inheritdoc cref="Of(double?, string)"/>
    public static JsonNode? Of(int? value, string ofNull) => value is null ? Parse(ofNull) : Of(value);

    /// <summary>A number that is an integer in Keras where it is whole.</summary>
    public static JsonNode? Number(double? value) => value is { } number && double.IsInteger(number) && Math.Abs(number) < long.MaxValue
        ? JsonValue.Create((long)number)
        : Of(value);

    /// <summary>Reads a number, whatever type the node was created of; null where the node is something else.</summary>
    public static double? ReadNumber(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? PythonFloat.Value(value, number)
            : null;

    /// <summary>Reads an integer; null where the node is something else.</summary>
    public static int? ReadInteger(JsonNode? node) =>
        ReadNumber(node) is { } number && double.IsInteger(number) && Math.Abs(number) <= int.MaxValue ? (int)number : null;

    private static JsonNode List(ReadOnlySpan<int> values) => values.Length == 1 ? JsonValue.Create(values[0]) : Array(values);

    private static JsonArray Array(ReadOnlySpan<int> values)
    {
        JsonArray array = [];
        foreach (int value in values)
            array.Add((JsonNode?)JsonValue.Create(value));
        return array;
    }
}
