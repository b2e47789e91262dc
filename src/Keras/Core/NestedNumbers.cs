using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Core;

/// <summary>Reads an array of numbers, which JSON has as nested lists.</summary>
internal static class NestedNumbers
{
    private const int MostAxes = 32;

    /// <summary>Reads a number or nested lists of numbers, the last axis fastest.</summary>
    /// <param name="json">The number or the lists.</param>
    /// <param name="key">The name of the argument.</param>
    /// <param name="owner">The subject of error messages, such as "Argument 'mean'".</param>
    /// <exception cref="ConfigException">The lists are of different lengths, or hold something else.</exception>
    public static (double[] Values, Shape Shape) Read(JsonNode json, string key, string owner)
    {
        List<long> axes = [];
        for (JsonNode? node = json; node is JsonArray list; node = list.Count > 0 ? list[0] : null)
        {
            axes.Add(list.Count);
            if (axes.Count > MostAxes)
                throw Wrong();
        }

        List<double> values = [];
        Collect(json, 0);
        return ([.. values], Shape.Create([.. axes]));

        void Collect(JsonNode? node, int axis)
        {
            if (node is JsonArray list && axis < axes.Count && list.Count == axes[axis])
            {
                foreach (JsonNode? inner in list)
                    Collect(inner, axis + 1);
            }
            else
            {
                values.Add(axis == axes.Count && node is JsonValue
                    ? new Config(new JsonObject { [key] = node.DeepClone() }).GetDouble(key) : throw Wrong());
            }
        }

        ConfigException Wrong() =>
            new($"{owner}: expected a number, or lists of numbers of one length, got {PythonJson.WriteCompact(json)}.");
    }
}
