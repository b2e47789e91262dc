using System.Text.Json;
using Keras.Tests.Support;
using TensorFlow;

namespace Keras.Tests.Training;

/// <summary>Nested JSON lists as tensors.</summary>
internal static class Json
{
    public static Tensor Tensor(JsonElement nested)
    {
        List<long> axes = [];
        for (JsonElement level = nested; level.ValueKind == JsonValueKind.Array; level = level[0])
            axes.Add(level.GetArrayLength());
        return TensorFlow.Tensor.Create<float>(Flat(nested), Shape.Create([.. axes]));
    }

    public static float[] Flat(JsonElement nested) =>
        nested.ValueKind == JsonValueKind.Array ? [.. nested.EnumerateArray().SelectMany(Flat)] : [(float)Fixture.Number(nested)];

    public static string[] Strings(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(s => s.GetString()!)] : [];

    public static string[] Names(JsonElement owner) => [.. owner.EnumerateObject().Select(p => p.Name)];
}
