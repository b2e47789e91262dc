using System.Globalization;
using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>
/// Layers that are in a model more than once: both places have one <c>shared_object_id</c>, and the second one that is read is the first.
/// While a model is read or written on this thread.
/// </summary>
internal sealed class SharedLayers : IDisposable
{
    private const string Key = "shared_object_id";

    [ThreadStatic]
    private static SharedLayers? current;

    private readonly SharedLayers? outer;
    private readonly Dictionary<Layer, int> written = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Layer> read = new(StringComparer.Ordinal);

    /// <summary>Begins to read a model.</summary>
    public SharedLayers() => (outer, current) = (current, this);

    /// <summary>Begins to write a model.</summary>
    public SharedLayers(Layer model)
        : this()
    {
        HashSet<Layer> met = new(ReferenceEqualityComparer.Instance);
        Meet(model, met);
    }

    /// <summary>Marks the envelope of a layer that is there more than once.</summary>
    public static void Mark(Layer layer, JsonObject envelope)
    {
        if (current?.written.TryGetValue(layer, out int id) == true)
            envelope[Key] = id;
    }

    /// <summary>The layer of an envelope: the one that was read for its id, if there was one.</summary>
    public static Layer Read(JsonNode entry, Func<JsonNode, Layer> make)
    {
        if (current is not { } scope || entry is not JsonObject envelope || envelope[Key] is not JsonValue value)
            return make(entry);
        string id = string.Create(CultureInfo.InvariantCulture, $"{envelope["class_name"]} {value.ToJsonString()}");
        if (!scope.read.TryGetValue(id, out Layer? layer))
            scope.read[id] = layer = make(entry);
        return layer;
    }

    public void Dispose() => current = outer;

    private void Meet(Layer layer, HashSet<Layer> met)
    {
        foreach (Layer inner in layer.SubLayers)
        {
            if (met.Add(inner))
                Meet(inner, met);
            else
                written.TryAdd(inner, written.Count + 1);
        }
    }
}
