using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>One recorded input and output of an object of Keras.</summary>
/// <param name="Json">The case as it was recorded.</param>
/// <param name="Arrays">The arrays of its zip by name.</param>
internal sealed record ConformanceCase(JsonObject Json, Func<string, Tensor> Arrays)
{
    public string Id => Text("id");

    public string Kind => Text("kind");

    public string ClassName => Text("class_name");

    public Tolerance Tolerance => Json["tolerance"] is JsonObject tolerance ? Tolerance.FromJson(tolerance) : Tolerance.DefaultOf(Json);

    /// <summary>Why the case cannot be replayed; null where it can.</summary>
    public string? Damage { get; private init; }

    /// <summary>What stands for a file, or a part of one, that holds no case.</summary>
    public static ConformanceCase Damaged(string id, string damage) =>
        new(new() { ["id"] = id, ["kind"] = "unreadable", ["class_name"] = "?" },
            name => throw new KeyNotFoundException(name))
        { Damage = damage };

    /// <summary>A fresh copy of the config, which readers may mark and change.</summary>
    public JsonObject Config => (JsonObject)Json["config"]!.DeepClone();

    /// <summary>A field as a structure of tensors and plain values.</summary>
    public Structure Value(string field) => Read(Json[field]);

    public Structure Read(JsonNode? node) => Structure.FromJson(node, Arrays);

    public override string ToString() => Id;

    private string Text(string field) => Json[field] switch
    {
        JsonValue value when value.TryGetValue(out string? text) => text,
        null => "?",
        { } other => other.ToJsonString(),
    };
}
