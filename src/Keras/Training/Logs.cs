using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Keras;

/// <summary>Named numbers of a batch or an epoch: "accuracy", "loss", "val_loss", in alphabetical order as in Keras.</summary>
public sealed class Logs : IReadOnlyDictionary<string, double>
{
    private readonly SortedDictionary<string, double> values = new(StringComparer.Ordinal);

    /// <summary>No numbers.</summary>
    public Logs()
    {
    }

    internal Logs(IEnumerable<KeyValuePair<string, double>> values)
    {
        foreach ((string key, double value) in values)
            this.values[key] = value;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Keys => values.Keys;

    /// <inheritdoc/>
    public IEnumerable<double> Values => values.Values;

    /// <inheritdoc/>
    public int Count => values.Count;

    /// <summary>The number of a name.</summary>
    /// <param name="key">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those that there are.</exception>
    public double this[string key]
    {
        get => values.TryGetValue(key, out double value) ? value : throw new KeyNotFoundException($"There is no '{key}' in the logs; they have {string.Join(", ", Keys)}.");
        set => values[key] = value;
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value) => values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The numbers as Keras prints them: <c>accuracy: 0.9123 - loss: 0.2871</c>.</summary>
    public override string ToString() => string.Join(" - ", values.Select(v => $"{v.Key}: {Format(v.Value)}"));

    private static string Format(double value) => Math.Abs(value) is > 1e-3 or 0 || !double.IsFinite(value)
        ? value.ToString("F4", CultureInfo.InvariantCulture)
        : value.ToString("0.0000e+00", CultureInfo.InvariantCulture);
}
