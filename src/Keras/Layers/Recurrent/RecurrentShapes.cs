using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The shapes that a recurrent layer was built for, as Keras writes them: that of the sequences, or also those of the initial
/// states.</summary>
internal static class RecurrentShapes
{
    public static JsonObject Write(IReadOnlyList<Shape> shapes, bool isList)
    {
        if (shapes.Count == 1)
            return new Config().Set("input_shape", shapes[0]).ToJson();
        JsonNode initial = isList ? new JsonArray([.. shapes.Skip(1).Select(Node)]) : Node(shapes[1]);
        return new() { ["shapes_dict"] = new JsonObject { ["sequences_shape"] = Node(shapes[0]), ["initial_state_shape"] = initial } };
    }

    /// <summary>The shapes of an envelope; none where it has none of states.</summary>
    public static (IReadOnlyList<Shape> Shapes, bool IsList) Read(JsonObject envelope)
    {
        if (envelope["build_config"]?["shapes_dict"] is not JsonObject shapes || Of(shapes["sequences_shape"]) is not { } sequences)
            return ([], false);
        if (Of(shapes["initial_state_shape"]) is { } one)
            return ([sequences, one], false);
        Shape?[] list = [.. (shapes["initial_state_shape"] as JsonArray ?? []).Select(Of)];
        return list.All(s => s is not null) ? ([sequences, .. list.OfType<Shape>()], true) : ([sequences], false);
    }

    private static JsonNode Node(Shape shape) => new Config().Set("shape", shape).ToJson()["shape"]!.DeepClone();

    private static Shape? Of(JsonNode? json) => json is JsonArray { Count: > 0 } lengths && lengths.All(d => d is null or JsonValue)
        ? new Config(new JsonObject { ["shape"] = lengths.DeepClone() }).GetShape("shape")
        : null;
}
