using System.Text.Json.Nodes;

namespace Keras;

/// <summary>Lists of numbers that Keras keeps as tensors, and writes with their type: <c>{"class_name": "__tensor__", …}</c>.</summary>
internal static class ConfigTensor
{
    private const string ClassName = "__tensor__";

    public static JsonObject Write(IEnumerable<double> values) => new()
    {
        ["class_name"] = ClassName,
        ["config"] = new Config().SetNumbers("value", values).Set("dtype", "float32").ToJson(),
    };

    /// <summary>The values of a tensor, or the node itself where it is none.</summary>
    public static JsonNode Values(JsonNode node) =>
        node is JsonObject tensor && tensor["class_name"]?.ToString() == ClassName && tensor["config"]?["value"] is { } values ? values : node;
}
