using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Keras;

/// <summary>
/// Metrics of a batch or an epoch by name, in alphabetical order as in Keras: "accuracy", "loss", "val_loss". As a dictionary, the logs
/// hold the scalar metrics; <see cref="GetValues"/> also gets metrics of several values, such as one for each threshold or class.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Logs : IReadOnlyDictionary<string, double>
{
    private readonly SortedDictionary<string, double> numbers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double[]> lists = new(StringComparer.Ordinal);

    /// <summary>Creates empty logs.</summary>
    public Logs()
    {
    }

    internal Logs(IEnumerable<KeyValuePair<string, double>> numbers)
    {
        if (numbers is Logs logs)
            Add("", logs);
        else
            Add("", new Logs(), numbers);
    }

    /// <summary>The names of all metrics, including those of several values, in alphabetical order.</summary>
    public IReadOnlyList<string> Names =>
        lists.Count == 0 ? [.. numbers.Keys] : [.. numbers.Keys.Concat(lists.Keys).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IEnumerable<string> Keys => numbers.Keys;

    /// <inheritdoc/>
    public int Count => numbers.Count;

    /// <inheritdoc/>
    public IEnumerable<double> Values => numbers.Values;

    /// <summary>The value of a metric.</summary>
    /// <param name="key">The name of the metric.</param>
    /// <exception cref="KeyNotFoundException">There is no such metric; the message suggests the nearest name.</exception>
    /// <exception cref="InvalidOperationException">The metric has several values.</exception>
    public double this[string key]
    {
        get => numbers.TryGetValue(key, out double value) ? value : throw NoNumber(key);
        set
        {
            lists.Remove(key);
            numbers[key] = value;
        }
    }

    /// <summary>The values of a metric, in C order if the metric is a matrix; of a scalar metric one value.</summary>
    /// <param name="name">The name of the metric.</param>
    /// <exception cref="KeyNotFoundException">There is no such metric; the message suggests the nearest name.</exception>
    public IReadOnlyList<double> GetValues(string name) => lists.TryGetValue(name, out double[]? list) ? list
        : numbers.TryGetValue(name, out double value) ? [value]
        : throw NotFound(name);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => numbers.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value) => numbers.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() => numbers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The values as Keras prints them, <c>accuracy: 0.9123 - loss: 0.2871</c>; several values as their mean.</summary>
    public override string ToString() => string.Join(" - ", Names.Select(n => $"{n}: {Format(GetValues(n).Average())}"));

    /// <summary>Whether a metric has several values.</summary>
    internal bool IsList(string name) => lists.ContainsKey(name);

    internal void SetList(string name, double[] values)
    {
        numbers.Remove(name);
        lists[name] = values;
    }

    /// <summary>Adds the values of other logs, with a prefix in front of their names.</summary>
    internal void Add(string prefix, Logs logs) => Add(prefix, logs, logs.numbers);

    // Four decimals are too few for numbers below 0.001.
    private static string Format(double value)
    {
        const int decimals = 4;
        double magnitude = Math.Abs(value);
        string sign = double.IsNegative(value) && !double.IsNaN(value) ? "-" : "";
        string digits = magnitude switch
        {
            double.NaN => "nan",
            double.PositiveInfinity => "inf",
            > 1e-3 => PythonDigits.Fixed(magnitude, decimals, point: false),
            _ => PythonDigits.Scientific(magnitude, decimals, point: false),
        };
        return sign + digits;
    }

    private void Add(string prefix, Logs logs, IEnumerable<KeyValuePair<string, double>> added)
    {
        foreach ((string key, double value) in added)
            this[prefix + key] = value;
        foreach ((string key, double[] values) in logs.lists)
            SetList(prefix + key, values);
    }

    private Exception NoNumber(string name) => lists.TryGetValue(name, out double[]? list)
        ? new InvalidOperationException(
            $"'{name}' has {list.Length} values; read them with GetValues(\"{name}\"), or Values of the evaluation or history.")
        : NotFound(name);

    private KeyNotFoundException NotFound(string name) =>
        new($"There is no '{name}' in the logs; {NearestNames.Hint(name, Names, "they have")}");
}
