using System.Text.Json.Nodes;
using Keras.Layers;

namespace Keras.Conformance;

/// <summary>Layers and models of their serialized form.</summary>
internal static class ModelBuilder
{
    public static Layer FromJson(JsonNode serialized)
    {
        JsonObject envelope = (JsonObject)serialized.DeepClone();
        bool isSequential = (string?)envelope["class_name"] == "Sequential" && !Classes.Knows(LayerRegistry.Instance, "Sequential");
        return isSequential ? Sequential(envelope["config"]!.AsObject()) : LayerRegistry.Instance.FromJson(envelope);
    }

    private static Sequential Sequential(JsonObject config)
    {
        Layer[] layers = [.. config["layers"]!.AsArray().Select(layer => FromJson(layer!))];
        return new(layers) { Name = (string)config["name"]! };
    }
}
