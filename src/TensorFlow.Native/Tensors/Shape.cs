using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TensorFlow;

/// <summary>
/// The lengths of a tensor's axes. An axis whose length is not known yet is -1; a shape may also be wholly unknown. Written as a
/// collection: <c>Shape s = [32, 28, 28];</c>
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IReadOnlyList<long>, IEquatable<Shape>
{
    /// <summary>The length of an axis that is not known.</summary>
    public const long UnknownDimension = -1;

    /// <summary>A shape of which not even the number of axes is known.</summary>
    public static readonly Shape Unknown = new(null);

    /// <summary>The shape of a single number.</summary>
    public static readonly Shape Scalar = new([]);

    // The library ends the process where a shape has more axes, or where its elements or their bytes cannot be counted.
    private const int MostAxes = 254;
    private const long MostElements = long.MaxValue / 16;

    private readonly long[]? dimensions;

    private Shape(long[]? dimensions) => this.dimensions = dimensions;

    /// <summary>The number of axes; -1 when it is not known.</summary>
    public int Rank => dimensions?.Length ?? -1;

    /// <summary>The number of axes.</summary>
    /// <exception cref="InvalidOperationException">The number of axes is not known.</exception>
    public int Count => Known.Length;

    /// <summary>Whether the length of every axis is known.</summary>
    public bool IsFullyKnown => dimensions is not null && !dimensions.Contains(UnknownDimension);

    /// <summary>The number of elements; -1 when it is not known.</summary>
    public long ElementCount
    {
        get
        {
            if (!IsFullyKnown)
                return -1;
            long product = 1;
            foreach (long dimension in dimensions!)
                product = checked(product * dimension);
            return product;
        }
    }

    private long[] Known => dimensions ?? throw new InvalidOperationException("The number of axes of this shape is not known.");

    /// <summary>The length of an axis; -1 when it is not known.</summary>
    /// <param name="axis">The axis, from 0.</param>
    public long this[int axis] => Known[axis];

    /// <summary>The axes of a range, as a shape.</summary>
    /// <param name="axes">The axes to take.</param>
    public Shape this[Range axes] => new(Known[axes]);

    /// <summary>A shape of the given axis lengths.</summary>
    /// <param name="dimensions">Lengths; -1 where not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is below -1.</exception>
    public static Shape Create(ReadOnlySpan<long> dimensions)
    {
        foreach (long dimension in dimensions)
            ArgumentOutOfRangeException.ThrowIfLessThan(dimension, UnknownDimension, nameof(dimensions));
        return new(dimensions.ToArray());
    }

    /// <summary>Creates a shape of the given axis lengths.</summary>
    /// <param name="dimensions">Lengths; -1 where not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is below -1.</exception>
    public static Shape Create(params long[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return Create(dimensions.AsSpan());
    }

    /// <summary>Converts axis lengths.</summary>
    /// <param name="dimensions">Lengths; -1 where not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is below -1.</exception>
    [return: NotNullIfNotNull(nameof(dimensions))]
    public static implicit operator Shape?(int[]? dimensions) => dimensions is null ? null : Create([.. dimensions.Select(d => (long)d)]);

    /// <inheritdoc cref="op_Implicit(int[])"/>
    [return: NotNullIfNotNull(nameof(dimensions))]
    public static implicit operator Shape?(long[]? dimensions) => dimensions is null ? null : Create(dimensions);

    /// <summary>This shape with one more axis in front.</summary>
    /// <param name="length">The length of the new axis; -1 when it is not known.</param>
    public Shape Prepend(long length) => Create([length, .. Known]);

    /// <summary>This shape with one more axis at the end.</summary>
    /// <param name="length">The length of the new axis; -1 when it is not known.</param>
    public Shape Append(long length) => Create([.. Known, length]);

    /// <summary>
    /// Whether a tensor of shape <paramref name="other"/> may stand where this shape is expected: unknown axes fit any length.
    /// </summary>
    /// <param name="other">The other shape.</param>
    public bool IsCompatibleWith(Shape other)
    {
        if (dimensions is null || other.dimensions is null)
            return true;
        if (Rank != other.Rank)
            return false;
        return dimensions.Zip(other.dimensions).All(p => p.First == p.Second || p.First < 0 || p.Second < 0);
    }

    /// <summary>The axis lengths as a span.</summary>
    public ReadOnlySpan<long> AsSpan() => Known;

    /// <summary>This shape, if the library can have it.</summary>
    /// <exception cref="ArgumentException">The shape has too many axes, or too many elements to be counted; unknown and empty axes are not
    /// counted.</exception>
    internal Shape RequireCountable()
    {
        if (Rank > MostAxes)
            throw new ArgumentException($"A shape of {Rank} axes: expected at most {MostAxes}; use fewer axes.");
        long product = 1;
        foreach (long dimension in dimensions ?? [])
        {
            if (dimension > 1 && (product *= dimension <= MostElements / product ? dimension : -1) < 0)
                throw new ArgumentException($"The shape {this}: expected at most {MostElements} elements; use shorter axes.");
        }

        return this;
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) =>
        other is not null && (dimensions is null ? other.dimensions is null : other.dimensions is not null && AsSpan()
            .SequenceEqual(other.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (long dimension in dimensions ?? [])
            hash.Add(dimension);
        return hash.ToHashCode();
    }

    /// <summary>Whether two shapes are the same.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Shape? left, Shape? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Shape? left, Shape? right) => !(left == right);

    /// <inheritdoc/>
    public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Known).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The shape as error messages show it: <c>[32, ?, 28]</c>.</summary>
    public override string ToString() =>
        dimensions is null ? "[...]"
            : $"[{string.Join(", ", dimensions.Select(d => d < 0 ? "?" : d.ToString(System.Globalization.CultureInfo.InvariantCulture)))}]";
}
