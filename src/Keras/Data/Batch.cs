namespace Keras;

/// <summary>Rows that belong together: inputs, targets and, if wanted, a weight for each row.</summary>
/// <param name="X">The inputs.</param>
/// <param name="Y">The targets; null where there are none.</param>
/// <param name="SampleWeight">The weights; null for 1.</param>
public sealed record Batch(Data X, Data? Y = null, Data? SampleWeight = null)
{
    /// <summary>Whether the batch was made for one run, which frees the copies in it.</summary>
    internal bool IsTransient { get; init; }

    internal IReadOnlyList<Data> Columns => [.. new[] { X, Y, SampleWeight }.OfType<Data>()];
}
