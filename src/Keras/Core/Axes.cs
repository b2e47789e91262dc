using System.Runtime.CompilerServices;

namespace Keras;

/// <summary>
/// The axes that an operation works along: one (<c>-1</c>), several (<c>[0, 1]</c>), or all of them (the default, <c>None</c> in Keras).
/// Negative axes count from the end.
/// </summary>
[CollectionBuilder(typeof(Axes), nameof(Create))]
public readonly struct Axes : IEquatable<Axes>
{
    private readonly int[]? axes;

    private Axes(int[] axes, bool isList = true) => (this.axes, IsList) = (axes, isList);

    /// <summary>All axes together.</summary>
    public static Axes All => default;

    /// <summary>Whether all axes are meant.</summary>
    public bool IsAll => axes is null;

    /// <summary>Whether a list was given, be it of one axis: configs keep the form.</summary>
    internal bool IsList { get; }

    /// <summary>The given axes.</summary>
    /// <param name="axes">The axes; negative ones count from the end.</param>
    public static Axes Create(ReadOnlySpan<int> axes) => new(axes.ToArray());

    /// <summary>One axis.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    public static implicit operator Axes(int axis) => new([axis], isList: false);

    /// <summary>One axis, or all where there is none.</summary>
    /// <param name="axis">The axis, or null.</param>
    public static implicit operator Axes(int? axis) => axis is { } one ? new([one], isList: false) : default;

    /// <summary>Several axes, or all where there is no array.</summary>
    /// <param name="axes">The axes.</param>
    public static implicit operator Axes(int[]? axes) => axes is null ? default : new([.. axes]);

    /// <summary>The axes as given; empty where all are meant.</summary>
    public ReadOnlySpan<int> AsSpan() => axes;

    /// <summary>Enumerates the axes as given; none where all are meant.</summary>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(axes ?? [])).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Axes other) => IsAll ? other.IsAll : !other.IsAll && AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Axes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int axis in AsSpan())
            hash.Add(axis);
        return hash.ToHashCode();
    }

    /// <summary>Whether two are the same axes in the same order.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Axes left, Axes right) => left.Equals(right);

    /// <summary>Whether two are different axes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Axes left, Axes right) => !left.Equals(right);

    /// <summary>The axes as messages show them: <c>[0, 1]</c>, or <c>all</c>.</summary>
    public override string ToString() => axes is null ? "all" : $"[{string.Join(", ", axes)}]";
}
