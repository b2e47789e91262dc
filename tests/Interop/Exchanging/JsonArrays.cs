using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Interop;

/// <summary>Tensors as JSON: type, shape, and the numbers, which as doubles lose nothing.</summary>
internal static class JsonArrays
{
    public static JsonObject Write(Tensor tensor)
    {
        using Tensor numbers = tensor.Cast(DType.Float64);
        return new()
        {
            ["dtype"] = tensor.DType.StandardName,
            ["shape"] = new JsonArray([.. tensor.Shape.Select(d => (JsonNode)JsonValue.Create(d))]),
            ["values"] = new JsonArray([.. numbers.ToArray<double>().Select(v => (JsonNode)JsonValue.Create(v))]),
        };
    }

    public static JsonArray Write(IEnumerable<Tensor> tensors)
    {
        JsonArray list = [];
        foreach (Tensor tensor in tensors)
        {
            list.Add((JsonNode)Write(tensor));
            tensor.Dispose();
        }

        return list;
    }

    public static Tensor Read(JsonNode json)
    {
        using Tensor numbers = Tensor.Create<double>(Values(json), ShapeOf(json));
        return numbers.Cast(DTypes.Parse(json["dtype"]!.GetValue<string>()));
    }

    public static double[] Values(JsonNode json) => Numbers(json["values"]);

    public static double[] Numbers(JsonNode? list) => [.. list!.AsArray().Select(v => v!.GetValue<double>())];

    public static Shape ShapeOf(JsonNode json) => Shape.Create([.. json["shape"]!.AsArray().Select(v => v!.GetValue<long>())]);
}
