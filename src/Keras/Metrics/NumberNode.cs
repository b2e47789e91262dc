using System.Text.Json.Nodes;

namespace Keras.Metrics;

/// <summary>A number that Keras writes as 0, not 0.0, where it is left at its default.</summary>
internal static class NumberNode
{
    public static JsonNode Of(double value) => value == 0 ? JsonValue.Create(0) : JsonValue.Create(value);
}
