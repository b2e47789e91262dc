using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>The amounts of padding or cropping: two for each spatial axis, at its beginning and at its end.</summary>
internal readonly record struct SpatialMargins
{
    private readonly (int Before, int After)[] items;
    private readonly bool isOne;
    private readonly bool areNumbers;

    private SpatialMargins((int Before, int After)[] items, bool isOne, bool areNumbers) =>
        (this.items, this.isOne, this.areNumbers) = (items, isOne, areNumbers);

    /// <summary>Creates margins of a pair for each axis.</summary>
    /// <param name="pairs">The pairs.</param>
    public SpatialMargins(params (int Before, int After)[] pairs)
        : this(pairs, isOne: false, areNumbers: false)
    {
    }

    /// <summary>The same amount on all sides.</summary>
    /// <param name="amount">The amount.</param>
    public static implicit operator SpatialMargins(int amount) => new([(amount, amount)], isOne: true, areNumbers: true);

    /// <summary>The margins of an argument: one number, one for each axis, or a pair for each; null where it is null or missing.</summary>
    /// <exception cref="ConfigException">The argument is of another type.</exception>
    public static SpatialMargins? Read(Config config, string key)
    {
        return config.GetNode(key) switch
        {
            null => null,
            JsonArray list => new([.. list.Select(Item)], isOne: false, areNumbers: list.All(i => i is JsonValue)),
            { } one => Number(one),
        };

        (int, int) Item(JsonNode? item) =>
            item is JsonArray { Count: 2 } pair ? (Number(pair[0]), Number(pair[1])) : (Number(item), Number(item));

        int Number(JsonNode? number) => number is JsonValue value && value.TryGetValue(out int amount) && amount >= 0 ? amount
            : throw new ConfigException($"{config.Owner}: expected integers of at least 0 as argument '{key}', got "
                + $"{PythonJson.WriteCompact(config.GetNode(key)!)}.");
    }

    /// <summary>Writes margins as Keras does: a pair for one axis, else a list of pairs.</summary>
    public static void Write(Config config, string key, IReadOnlyList<(int Before, int After)> margins)
    {
        JsonArray[] pairs = [.. margins.Select(m => new JsonArray(JsonValue.Create(m.Before), JsonValue.Create(m.After)))];
        config.SetNode(key, pairs.Length == 1 ? pairs[0] : new JsonArray([.. pairs]));
    }

    /// <summary>A pair for each of a number of axes.</summary>
    /// <exception cref="ArgumentException">They are for another number of axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An amount is negative.</exception>
    public (int Before, int After)[] For(int axes, string layer)
    {
        (int Before, int After)[] margins = isOne ? [.. Enumerable.Repeat(items[0], axes)]
            // Two numbers are the ends of a single axis.
            : axes == 1 && areNumbers && items.Length == 2 ? [(items[0].Before, items[1].Before)] : items;
        if (margins.Length != axes)
            throw new ArgumentException($"{layer}: expected amounts for {axes} axes, got {string.Join(", ", margins)}.");
        return Array.TrueForAll(margins, m => m is { Before: >= 0, After: >= 0 }) ? margins : throw Negative(margins, layer);
    }

    private static ArgumentOutOfRangeException Negative((int Before, int After)[] margins, string layer) => new(
        nameof(margins), $"{layer}: expected amounts of at least 0, got {string.Join(", ", margins)}.");
}
