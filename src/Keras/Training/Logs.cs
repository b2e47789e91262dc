using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Keras;

/// <summary>
/// Named metrics of a batch or an epoch: "accuracy", "loss", "val_loss", in alphabetical order as in Keras. A metric of several values, one
/// for each threshold or class, keeps them: <see cref="GetValues"/> has them; as a dictionary the logs have the metrics of one value only.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Logs : IReadOnlyDictionary<string, double>
{
    private readonly SortedDictionary<string, double> numbers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double[]> lists = new(StringComparer.Ordinal);

    /// <summary>Creates logs without values.</summary>
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

    /// <summary>The names of all metrics, those of several values among them, in alphabetical order.</summary>
    public IReadOnlyList<string> Names =>
        lists.Count == 0 ? [.. numbers.Keys] : [.. numbers.Keys.Concat(lists.Keys).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IEnumerable<string> Keys => numbers.Keys;

    /// <inheritdoc/>
    public int Count => numbers.Count;

    /// <inheritdoc/>
    public IEnumerable<double> Values => numbers.Values;

    /// <summary>The value of a name.</summary>
    /// <param name="key">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message suggests the nearest name.</exception>
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

    /// <summary>The values of a name, row by row where the metric has a table; one for a metric of one value.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There are none; the message suggests the nearest name.</exception>
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

    /// <summary>The values as Keras prints them, <c>accuracy: 0.9123 - loss: 0.2871</c>: of several values the mean.</summary>
    public override string ToString() => string.Join(" - ", Names.Select(n => $"{n}: {Format(GetValues(n).Average())}"));

    /// <summary>Whether a metric has several values.</summary>
    internal bool IsList(string name) => lists.ContainsKey(name);

    internal void SetList(string name, double[] values)
    {
        numbers.Remove(name);
        lists[name] = values;
    }

    /// <summary>Takes the values of others over, under names that begin with a prefix.</summary>
    internal void Add(string prefix, Logs logs) => Add(prefix, logs, logs.numbers);

    // Numbers below a thousandth are hard to tell apart by four decimals.
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
