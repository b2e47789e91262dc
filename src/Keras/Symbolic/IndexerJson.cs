using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Symbolic;

/// <summary>Entries of index expressions as Keras serializes them.</summary>
internal static class IndexerJson
{
    private const string Ellipsis = "__ellipsis__", Slice = "__slice__";

    /// <summary>The entry as Keras serializes it.</summary>
    /// <exception cref="ArgumentException">The entry is a symbol, which belongs to one function.</exception>
    public static JsonNode? Write(Indexer indexer) => indexer.Kind switch
    {
        IndexerKind.Position => JsonValue.Create(indexer.Position),
        IndexerKind.NewAxis => null,
        IndexerKind.Ellipsis => new JsonObject { ["class_name"] = Ellipsis, ["config"] = new JsonObject() },
        IndexerKind.Slice => new JsonObject
        {
            ["class_name"] = Slice,
            ["config"] = new JsonObject
            {
                ["start"] = Node(indexer.Slice.Start),
                ["stop"] = Node(indexer.Slice.Stop),
                ["step"] = Node(indexer.Slice.Step == 1 ? null : indexer.Slice.Step),
            },
        },
        _ => throw new ArgumentException(
            $"A Keras tensor is indexed by integers, ranges and Keras tensors, got the symbol {indexer}; take from it with Ops.Take."),
    };

    /// <summary>The entry that Keras serialized; null where the node is another object.</summary>
    public static Indexer? Read(JsonNode? json) => json switch
    {
        null => Indexer.NewAxis,
        JsonValue when OperationJson.ReadInteger(json) is { } index => index,
        JsonObject o when o["class_name"]?.ToString() == Ellipsis => Indexer.Ellipsis,
        JsonObject o when o["class_name"]?.ToString() == Slice && o["config"] is JsonObject config && Number(config["step"]) is not 0 =>
            new Slice(Number(config["start"]), Number(config["stop"]), Number(config["step"]) ?? 1),
        _ => null,
    };

    private static JsonValue? Node(int? value) => value is { } number ? JsonValue.Create(number) : null;

    private static int? Number(JsonNode? json) =>
        OperationJson.ReadNumber(json) is { } number ? (int)Math.Clamp(number, -int.MaxValue, int.MaxValue) : null;
}
