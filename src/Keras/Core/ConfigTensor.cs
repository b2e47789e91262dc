using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Core;

/// <summary>
/// Arrays and tensors in configs, which Keras writes with their type: <c>{"class_name": "__numpy__", "config": {"value": [1.0], "dtype":
/// "float32"}}</c>, and the same with <c>__tensor__</c>; tuples are <c>{"class_name": "__tuple__", "items": [1.0]}</c>. They may stand
/// wherever a number or a list of numbers may.
/// </summary>
internal static class ConfigTensor
{
    private const string Tensor = "__tensor__", Array = "__numpy__", Tuple = "__tuple__";

    /// <summary>Numbers in the form of a tensor, each as its type has it.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="dtype">The type of the tensor, a floating-point one.</param>
    public static JsonObject Write(IEnumerable<double> values, DType dtype)
    {
        using TensorFlow.Tensor exact = TensorFlow.Tensor.Create<double>([.. values]);
        using TensorFlow.Tensor rounded = exact.Cast(dtype), written = rounded.Cast(DType.Float64);
        return Write(Tensor, new Config().SetNumbers("value", written.ToArray<double>()).GetNode("value"), dtype.StandardName);
    }

    /// <summary>An array of NumPy.</summary>
    /// <param name="values">Numbers in lists, or one number.</param>
    /// <param name="dtype">The type of the numbers.</param>
    public static JsonObject WriteArray(JsonNode? values, string dtype) => Write(Array, values, dtype);

    /// <summary>The values of an array, tensor or tuple, also of those in a list; any other node as it is.</summary>
    public static JsonNode? Values(JsonNode? node) => node switch
    {
        JsonObject item when IsOne(item) => item["config"]!["value"],
        JsonObject item when IsTuple(item) => Values(item["items"]),
        JsonArray list when list.Any(e => e is JsonObject item && (IsOne(item) || IsTuple(item))) =>
            new JsonArray([.. list.Select(e => Values(e)?.DeepClone())]),
        _ => node,
    };

    /// <summary>The element type of an array or a tensor; null for any other node.</summary>
    public static DType? ElementType(JsonNode? node) =>
        node is JsonObject item && IsOne(item) && item["config"]!["dtype"] is JsonValue value && value.TryGetValue(out string? name)
            ? DTypes.Parse(name)
            : null;

    private static bool IsOne(JsonObject item) =>
        item["class_name"] is JsonValue value && value.TryGetValue(out string? name) && name is Tensor or Array
            && item["config"] is JsonObject config && config.ContainsKey("value");

    private static bool IsTuple(JsonObject item) =>
        item["class_name"] is JsonValue value && value.TryGetValue(out string? name) && name == Tuple && item["items"] is JsonArray;

    private static JsonObject Write(string className, JsonNode? values, string dtype) => new()
    {
        ["class_name"] = className,
        ["config"] = new JsonObject { ["value"] = values?.DeepClone(), ["dtype"] = dtype },
    };
}
