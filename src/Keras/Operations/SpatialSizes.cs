using System.Runtime.CompilerServices;

namespace Keras;

/// <summary>
/// Sizes along the spatial axes of images, sequences or volumes: one number for all axes (<c>3</c>), or one for each (<c>[3, 5]</c>). The
/// default leaves them to the operation.
/// </summary>
[CollectionBuilder(typeof(SpatialSizes), nameof(Create))]
public readonly struct SpatialSizes : IEquatable<SpatialSizes>
{
    private readonly int[]? sizes;

    private SpatialSizes(int[] sizes) => this.sizes = sizes;

    /// <summary>Whether the sizes are left to the operation.</summary>
    public bool IsDefault => sizes is null;

    /// <summary>A size for each axis.</summary>
    /// <param name="sizes">The sizes.</param>
    public static SpatialSizes Create(ReadOnlySpan<int> sizes) => new(sizes.ToArray());

    /// <summary>One size for all axes.</summary>
    /// <param name="size">The size.</param>
    public static implicit operator SpatialSizes(int size) => new([size]);

    /// <summary>A size for each axis.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator SpatialSizes(int[]? sizes) => sizes is null ? default : new([.. sizes]);

    /// <summary>The sizes as given.</summary>
    public ReadOnlySpan<int> AsSpan() => sizes;

    /// <summary>Enumerates the sizes as given.</summary>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(sizes ?? [])).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(SpatialSizes other) => IsDefault ? other.IsDefault : !other.IsDefault && AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SpatialSizes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int size in AsSpan())
            hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>Whether two are the same sizes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(SpatialSizes left, SpatialSizes right) => left.Equals(right);

    /// <summary>Whether two are different sizes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(SpatialSizes left, SpatialSizes right) => !left.Equals(right);

    /// <summary>The sizes as messages show them: <c>[3, 5]</c>, or <c>default</c>.</summary>
    public override string ToString() => sizes is null ? "default" : $"[{string.Join(", ", sizes)}]";

    /// <summary>A positive size for each of a number of axes.</summary>
    internal int[] For(int axes, int fallback, string name, int least = 1)
    {
        int[] each = sizes is null ? [.. Enumerable.Repeat(fallback, axes)]
            : sizes.Length == 1 ? [.. Enumerable.Repeat(sizes[0], axes)] : [.. sizes];
        return each.Length == axes && each.All(s => s >= least)
            ? each
            : throw new ArgumentException(
                $"{name}: expected one size of at least {least} for each of {axes} spatial axes, or one for all, got {this}.");
    }
}
