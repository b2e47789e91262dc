using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalizations;

/// <summary>The gradients by the outputs of a layer, summed where they come from two, and by those of its rectifier's inputs.</summary>
internal readonly unsafe struct RectifiedGradients
{
    /// <summary>The gradients.</summary>
    public required float* First { get; init; }

    /// <summary>The addend; null for none.</summary>
    public required float* Second { get; init; }

    /// <summary>What the rectifier passed, where that was noted.</summary>
    public required RectifierMask Mask { get; init; }

    /// <summary>The rectifier's outputs; null without a rectifier, with a mask, and where they are computed again.</summary>
    public required float* Outputs { get; init; }

    /// <summary>Whether the rectifier's outputs are computed again.</summary>
    public required bool Recomputes { get; init; }

    /// <summary>Where they are kept for the second pass; null where it computes them again.</summary>
    public required float* Kept { get; init; }

    /// <summary>All rows.</summary>
    public required RowParts Rows { get; init; }

    /// <summary>The gradients by the normalized elements.</summary>
    /// <param name="at">The position.</param>
    /// <param name="distance">The elements' distance from the mean.</param>
    /// <param name="factor">What it is multiplied by.</param>
    /// <param name="offset">The offset (β).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector Gather(nint at, Vector distance, Vector factor, Vector offset)
    {
        Vector gradient = Rows.Load(First + at);
        if (Second is not null)
            gradient += Rows.Load(Second + at);
        if (Mask.IsGiven)
            gradient = Mask.Select(at, gradient);
        else if (Outputs is not null)
            gradient = Rectify(gradient, Rows.Load(Outputs + at));
        else if (Recomputes)
            gradient = Rectify(gradient, NormalizationStatistics.Normalize(distance, factor, offset));
        if (Kept is not null)
            gradient.Store(Kept + at);
        return gradient;
    }

    /// <summary>The same gradients in the second pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector Again(nint at, Vector distance, Vector factor, Vector offset)
    {
        if (Kept is not null)
            return Rows.Load(Kept + at);
        Vector gradient = Rows.Load(First + at);
        if (Mask.IsGiven)
            return Mask.Select(at, gradient);
        return Recomputes ? Rectify(gradient, NormalizationStatistics.Normalize(distance, factor, offset)) : gradient;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector Rectify(Vector gradient, Vector output) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(output, Vector.Zero), gradient, Vector.Zero);
}
