using System.Text.Json.Nodes;
using Keras.Layers;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>The states of stateful recurrent layers, which are no weights.</summary>
internal static class RecurrentStates
{
    /// <summary>Sets the states that a case begins with.</summary>
    public static void Set(ConformanceCase item, Layer layer)
    {
        foreach ((RNN recurrent, Tensor[] values) in Recorded(item, layer, "states"))
            recurrent.ResetStates(values);
    }

    /// <summary>Compares the states that a case ends with.</summary>
    public static void Compare(ConformanceCase item, Layer layer, Comparison comparison)
    {
        foreach ((RNN recurrent, Tensor[] values) in Recorded(item, layer, "states_after"))
        {
            comparison.Require(values.Length == recurrent.States.Count,
                $"'{recurrent.Name}': expected {values.Length} states, got {recurrent.States.Count}");
            for (int i = 0; i < Math.Min(values.Length, recurrent.States.Count); i++)
                comparison.Tensor($"state {i} of {recurrent.Name}", new TensorValue(values[i], null), recurrent.States[i].Read());
        }
    }

    private static IEnumerable<(RNN Layer, Tensor[] Values)> Recorded(ConformanceCase item, Layer layer, string key)
    {
        foreach (JsonNode? entry in item.Json[key] as JsonArray ?? [])
        {
            string name = (string)entry!["layer"]!;
            RNN recurrent = layer.Tree().OfType<RNN>().Single(l => l.Name == name);
            yield return (recurrent, [.. entry["values"]!.AsArray().Select(v => item.Read(v).Tensor)]);
        }
    }
}
