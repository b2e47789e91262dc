namespace Keras;

/// <summary>A batch of samples: inputs and, if wanted, targets and a weight for each sample.</summary>
/// <param name="X">The inputs.</param>
/// <param name="Y">The targets; null for none, as in prediction.</param>
/// <param name="SampleWeight">The weights; null for 1.</param>
/// <exception cref="ArgumentNullException">There are no inputs.</exception>
public sealed record Batch(Data X, Data? Y = null, Data? SampleWeight = null)
{
    /// <summary>The inputs.</summary>
    public Data X { get; init; } = X ?? throw new ArgumentNullException(nameof(X), "Expected inputs, got null.");

    /// <summary>Whether the batch was made for one run, which frees the copies in it.</summary>
    internal bool IsTransient { get; init; }

    internal IReadOnlyList<Data> Columns => [.. new[] { X, Y, SampleWeight }.OfType<Data>()];

    /// <summary>The parts with their names, for messages.</summary>
    internal IEnumerable<(string Name, Data Rows)> Named =>
        new (string Name, Data? Rows)[] { ("inputs", X), ("targets", Y), ("sample weights", SampleWeight) }.Where(c => c.Rows is not null)!;
}
