using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>Two amounts for each spatial axis, at its begin and at its end: what padding adds and cropping takes away.</summary>
internal static class SpatialMargins
{
    /// <summary>The margins of an argument: one number, one for each axis, or a pair for each.</summary>
    /// <param name="config">The arguments.</param>
    /// <param name="key">The name of the argument.</param>
    /// <param name="axes">The number of spatial axes.</param>
    /// <param name="layer">The class of the layer.</param>
    /// <param name="defaultValue">The margin everywhere where the argument is null or missing.</param>
    public static (int Before, int After)[] Read(Config config, string key, int axes, string layer, int defaultValue)
    {
        if (config.GetNode(key) is not { } node)
            return [.. Enumerable.Repeat((defaultValue, defaultValue), axes)];
        if (node is JsonValue)
            return [.. Enumerable.Repeat((Number(node), Number(node)), axes)];
        JsonNode?[] items = [.. (JsonArray)node];
        if (axes == 1 && items.Length == 2 && items[0] is JsonValue)
            return [(Number(items[0]), Number(items[1]))];
        if (items.Length != axes)
            throw new ConfigException($"{layer}: expected '{key}' for {axes} axes, got {PythonJson.WriteCompact(node)}.");
        return [.. items.Select(i => i is JsonArray { Count: 2 } pair ? (Number(pair[0]), Number(pair[1])) : (Number(i), Number(i)))];

        int Number(JsonNode? number) => number is JsonValue value && value.TryGetValue(out int amount) && amount >= 0
            ? amount
            : throw new ConfigException($"{layer}: expected '{key}' of integers of at least 0, got {PythonJson.WriteCompact(node)}.");
    }

    /// <summary>The margins as Keras writes them: a pair for one axis, else a list of pairs.</summary>
    public static JsonArray Write((int Before, int After)[] margins)
    {
        JsonArray[] pairs = [.. margins.Select(m => new JsonArray(JsonValue.Create(m.Before), JsonValue.Create(m.After)))];
        return pairs.Length == 1 ? pairs[0] : new JsonArray([.. pairs]);
    }

    public static (int Before, int After)[] Check((int Before, int After)[] margins, string layer) =>
        Array.TrueForAll(margins, m => m is { Before: >= 0, After: >= 0 })
            ? margins
            : throw new ArgumentOutOfRangeException(
                nameof(margins), $"{layer}: expected amounts of at least 0, got {string.Join(", ", margins)}.");
}
