namespace Keras;

/// <summary>A batch of samples: inputs, and optionally targets and sample weights.</summary>
/// <param name="X">The inputs.</param>
/// <param name="Y">The targets; null for none, as in prediction.</param>
/// <param name="SampleWeight">The weight of each sample; null for 1.</param>
/// <exception cref="ArgumentNullException">The inputs are null.</exception>
public sealed record Batch(Data X, Data? Y = null, Data? SampleWeight = null)
{
    /// <summary>The inputs.</summary>
    public Data X { get; init; } = X ?? throw new ArgumentNullException(nameof(X), "Expected inputs, got null.");

    /// <summary>Whether the batch was created for one run, which frees its copies.</summary>
    internal bool IsTransient { get; init; }

    internal IReadOnlyList<Data> Columns => [.. X.Columns, .. Y?.Columns ?? [], .. SampleWeight?.Columns ?? []];

    /// <summary>The nesting of inputs, targets and weights.</summary>
    internal string Form => string.Join("; ", new[] { X, Y, SampleWeight }.Select(d => d?.Form ?? "-"));

    /// <summary>The columns with their names, for messages.</summary>
    internal IEnumerable<(string Name, Data Rows)> Named =>
        new (string Name, Data? Rows)[] { ("inputs", X), ("targets", Y), ("sample weights", SampleWeight) }
            .SelectMany(c => (c.Rows?.Places() ?? []).Select(p => (c.Name + p.Place, p.Column)));

    /// <summary>Checks that there are inputs, and that all columns have equally many samples.</summary>
    /// <param name="prefix">The beginning of the message.</param>
    /// <exception cref="ShapeException">There are no inputs, or the numbers of samples differ.</exception>
    internal void CheckRows(string prefix = "")
    {
        string expected = prefix.Length == 0 ? "Expected" : $"{prefix}expected";
        if (Named.FirstOrDefault() is not { Rows: { } inputs } first || !X.Columns.Any())
            throw new ShapeException($"{expected} inputs, got none; give data for each input.");
        foreach ((string name, Data rows) in Named)
        {
            if (rows.Count != inputs.Count)
                throw new ShapeException(
                    $"{expected} as many {name} as {first.Name}, got {inputs.Count} {first.Name} {inputs} and {rows.Count} {name} {rows}.");
        }
    }
}
