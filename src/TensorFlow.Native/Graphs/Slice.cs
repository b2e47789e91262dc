namespace TensorFlow;

/// <summary>
/// Positions along an axis, from a start in steps towards a stop that is excluded, as Python's <c>start:stop:step</c>: negative positions
/// count from the end, positions outside the axis are clamped, and a negative step runs backwards.
/// </summary>
/// <param name="Start">The first position; null for the axis's first, or its last where the step is negative.</param>
/// <param name="Stop">The position to stop before; null to go on to the axis's end, or to its beginning where the step is negative.</param>
/// <param name="Step">The distance between positions; not 0.</param>
public readonly record struct Slice(int? Start = null, int? Stop = null, int Step = 1)
{
    /// <summary>The whole axis.</summary>
    public static Slice All { get; } = new(null, null, 1);

    /// <summary>The whole axis backwards.</summary>
    public static Slice Reversed { get; } = new(null, null, -1);

    /// <summary>The positions of a range.</summary>
    /// <param name="range">The range; <c>^1</c> counts from the end.</param>
    public static implicit operator Slice(Range range) => new(
        range.Start.Equals(Index.Start) ? null : Position(range.Start),
        range.End.Equals(Index.End) ? null : Position(range.End));

    /// <summary>The notation of Python: <c>1:-1:2</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Start}:{Stop}{(Step == 1 ? "" : $":{Step}")}");

    // ^0 is the end itself, which no negative number names: a stop before it takes all, a start at it takes nothing.
    private static int Position(Index index) => !index.IsFromEnd ? index.Value : index.Value == 0 ? int.MaxValue : -index.Value;
}
