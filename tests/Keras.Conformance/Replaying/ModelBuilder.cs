using System.Text.Json.Nodes;
using Keras.Layers;

namespace Keras.Conformance;

/// <summary>Layers and models of their serialized form.</summary>
internal static class ModelBuilder
{
    public static Layer FromJson(JsonNode serialized) => LayerRegistry.Instance.FromJson((JsonObject)serialized.DeepClone());
}
