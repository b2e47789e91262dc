using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>One recorded input and output of an object of Keras.</summary>
/// <param name="Json">The case as it was recorded.</param>
/// <param name="Arrays">The arrays of its zip by name.</param>
internal sealed record ConformanceCase(JsonObject Json, Func<string, Tensor> Arrays)
{
    public string Id => (string)Json["id"]!;

    public string Kind => (string)Json["kind"]!;

    public string ClassName => (string)Json["class_name"]!;

    public Tolerance Tolerance => Tolerance.FromJson(Json["tolerance"]!);

    /// <summary>A fresh copy of the config, which readers may mark and change.</summary>
    public JsonObject Config => (JsonObject)Json["config"]!.DeepClone();

    /// <summary>A field as a structure of tensors and plain values.</summary>
    public Structure Value(string field) => Read(Json[field]);

    public Structure Read(JsonNode? node) => Structure.FromJson(node, Arrays);

    public override string ToString() => Id;
}
