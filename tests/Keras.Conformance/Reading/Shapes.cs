using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>Shapes in JSON.</summary>
internal static class Shapes
{
    /// <summary>A list of axis lengths, null where one is unknown; null where it is no such list.</summary>
    public static Shape? FromJson(JsonNode? node) => node is JsonArray list && list.All(d => d is null or JsonValue)
        ? Shape.Create([.. list.Select(d => d is null ? Shape.UnknownDimension : (long)d)])
        : null;
}
