using System.Text.Json.Nodes;

namespace Keras;

/// <summary>
/// Lists of numbers that Keras keeps as tensors, arrays or tuples, and writes with their kind: <c>{"class_name": "__tensor__", …}</c>, <c>__numpy__</c>, <c>__tuple__</c>.
/// </summary>
internal static class ConfigTensor
{
    private const string ClassName = "__tensor__";

    /// <summary>Numbers in the form of a float32 tensor, each as that type has it.</summary>
    public static JsonObject Write(IEnumerable<double> values) => new()
    {
        ["class_name"] = ClassName,
        ["config"] = new Config().SetNumbers("value", values.Select(v => (double)(float)v)).Set("dtype", "float32").ToJson(),
    };

    /// <summary>The values of a tensor, an array or a tuple; the node itself where it is none.</summary>
    public static JsonNode Values(JsonNode node) => node is JsonObject wrapped && wrapped["class_name"] is JsonValue name && name.TryGetValue(out string? kind)
        ? kind switch
        {
            ClassName or "__numpy__" when wrapped["config"]?["value"] is { } values => values,
            "__tuple__" when wrapped["items"] is { } items => items,
            _ => node,
        }
        : node;
}
