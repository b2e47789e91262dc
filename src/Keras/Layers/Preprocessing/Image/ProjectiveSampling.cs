using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Images whose pixels are taken from other places, as TensorFlow's <c>ImageProjectiveTransformV3</c> computes them, written with
/// operations that XLA compiles.
/// </summary>
internal static class ProjectiveSampling
{
    private static readonly string[] FillModes = ["reflect", "wrap", "constant", "nearest"];

    /// <summary>The fill mode, if it is one.</summary>
    /// <exception cref="ArgumentException">There is no such mode.</exception>
    public static string CheckFillMode(string fillMode, string owner) => FillModes.Contains(fillMode)
        ? fillMode
        : throw new ArgumentException(
            $"{owner}: expected the fill mode reflect, wrap, constant or nearest, got '{fillMode}'.", nameof(fillMode));

    /// <summary>The interpolation, if it is one.</summary>
    /// <exception cref="ArgumentException">There is no such interpolation.</exception>
    public static string CheckInterpolation(string interpolation, string owner) => interpolation is "bilinear" or "nearest"
        ? interpolation
        : throw new ArgumentException(
            $"{owner}: expected the interpolation bilinear or nearest, got '{interpolation}'.", nameof(interpolation));

    /// <summary>
    /// Images whose pixel at (x, y) is that of the input at ((a₀x + a₁y + a₂) / k, (b₀x + b₁y + b₂) / k) with k = c₀x + c₁y + 1.
    /// </summary>
    /// <param name="images"><c>[batch, height, width, channels]</c>.</param>
    /// <param name="matrix">The numbers a₀, a₁, a₂, b₀, b₁, b₂, c₀, c₁, each <c>[batch, 1, 1]</c>; without the last two k is 1.</param>
    /// <param name="interpolation">"bilinear" or "nearest".</param>
    /// <param name="fillMode">The fill mode of places outside of the image.</param>
    /// <param name="fillValue">The value outside in constant mode.</param>
    public static Symbol Of(Symbol images, ReadOnlySpan<Symbol> matrix, string interpolation, string fillMode, double fillValue)
    {
        // XLA would compute what is sampled for each of the four pixels that it is sampled at, and this for each use of it.
        Symbol sampled = CompiledPart.Write("projective_sampling", [OptimizationBarrier.Before(images), .. matrix],
            values => [Write(values[0], values.AsSpan(1), interpolation, fillMode, fillValue)])[0];
        return OptimizationBarrier.Before(sampled);
    }

    private static Symbol Write(Symbol images, ReadOnlySpan<Symbol> matrix, string interpolation, string fillMode, double fillValue)
    {
        (Symbol height, Symbol width) = (Ops.Shape(images, 1), Ops.Shape(images, 2));
        Symbol x = Count(width).Reshape([1, 1, -1]), y = Count(height).Reshape([1, -1, 1]);
        Symbol column = (matrix[0] * x) + (matrix[1] * y) + matrix[2], row = (matrix[3] * x) + (matrix[4] * y) + matrix[5];
        Symbol? isFinite = null;
        if (matrix.Length == 8)
        {
            Symbol k = (matrix[6] * x) + (matrix[7] * y) + 1;
            isFinite = RawOps.NotEqual(k, k.Number(0));
            Symbol divisor = RawOps.SelectV2(isFinite.Value, k, RawOps.OnesLike(k));
            (column, row) = (column / divisor, row / divisor);
        }

        column = Within(column, width.Cast(DType.Float32), fillMode);
        row = Within(row, height.Cast(DType.Float32), fillMode);
        // As the kernel converts it.
        fillValue = images.DType.IsInteger ? Math.Truncate(fillValue) : fillValue;
        Pixels pixels = new(images, height, width, fillMode == "constant" ? fillValue : null);
        Symbol sampled = interpolation == "nearest" ? pixels.At(Rounded(row), Rounded(column)) : Bilinear(pixels, row, column);
        if (isFinite is { } given)
            sampled = RawOps.SelectV2(Ops.ExpandDims(given, -1), sampled, sampled.Number(fillValue));
        return sampled.Cast(images.DType).WithShape(images.Shape);
    }

    private static Symbol Count(Symbol length) =>
        RawOps.Range(length.Number(0), length, length.Number(1)).Cast(DType.Float32);

    private static Symbol Bilinear(Pixels pixels, Symbol row, Symbol column)
    {
        Symbol top = RawOps.Floor(row), left = RawOps.Floor(column);
        Symbol bottom = top + 1, right = left + 1;
        Symbol fromLeft = Ops.ExpandDims(column - left, -1), toRight = Ops.ExpandDims(right - column, -1);
        Symbol fromTop = Ops.ExpandDims(row - top, -1), toBottom = Ops.ExpandDims(bottom - row, -1);
        Symbol upper = (toRight * Number(top, left)) + (fromLeft * Number(top, right));
        Symbol lower = (toRight * Number(bottom, left)) + (fromLeft * Number(bottom, right));
        return (toBottom * upper) + (fromTop * lower);

        Symbol Number(Symbol r, Symbol c) => pixels.At(r, c).Cast(DType.Float32);
    }

    // Halves are rounded away from zero: RawOps.Round would take them to the even number.
    private static Symbol Rounded(Symbol x) => RawOps.Sign(x) * RawOps.Floor(RawOps.Abs(x) + 0.5);

    // The image goes on outside: mirrored (dcba|abcd|dcba), again from its start (abcd|abcd|abcd), or with its edge.
    private static Symbol Within(Symbol place, Symbol length, string fillMode)
    {
        if (fillMode == "constant")
            return place;
        Symbol zero = place.Number(0), last = length - 1;
        Symbol isBefore = RawOps.Less(place, zero);
        Symbol kept = place;
        if (fillMode == "reflect")
        {
            Symbol period = length * 2;
            Symbol before = (period * RawOps.Floor(-place / period)) + place;
            before = RawOps.SelectV2(RawOps.Less(before, -length), before + period, -before - 1);
            Symbol behind = place - (period * RawOps.Floor(place / period));
            behind = RawOps.SelectV2(RawOps.GreaterEqual(behind, length), period - behind - 1, behind);
            kept = RawOps.SelectV2(isBefore, before, behind);
        }
        else if (fillMode == "wrap")
        {
            Symbol size = RawOps.Maximum(last, last.Number(1));
            Symbol before = place + (length * (RawOps.Floor(-place / size) + 1));
            Symbol behind = place - (length * RawOps.Floor(place / size));
            kept = RawOps.SelectV2(isBefore, before, RawOps.SelectV2(RawOps.Greater(place, last), behind, place));
        }

        return RawOps.Minimum(RawOps.Maximum(kept, zero), last);
    }

    /// <summary>The pixels of images in one row, and what is outside of them: null for the nearest pixel.</summary>
    private readonly struct Pixels
    {
        private readonly Symbol flat;
        private readonly Symbol lastRow;
        private readonly Symbol lastColumn;
        private readonly Symbol width;
        private readonly double? outside;

        public Pixels(Symbol images, Symbol height, Symbol width, double? outside)
        {
            Symbol all = height.Number(-1);
            flat = RawOps.Reshape(images, RawOps.Pack([Ops.Shape(images, 0), all, Ops.Shape(images, 3)]));
            (lastRow, lastColumn) = ((height - 1).Cast(DType.Float32), (width - 1).Cast(DType.Float32));
            (this.width, this.outside) = (width, outside);
        }

        public Symbol At(Symbol row, Symbol column)
        {
            (Symbol zero, Symbol r, Symbol c) = (row.Number(0), row, column);
            r = RawOps.Minimum(RawOps.Maximum(r, zero), lastRow);
            c = RawOps.Minimum(RawOps.Maximum(c, zero), lastColumn);
            Symbol index = (r.Cast(DType.Int32) * width) + c.Cast(DType.Int32);
            Symbol found = RawOps.GatherV2(flat, index, index.Graph.Constant(1, DType.Int32), batchDims: 1);
            if (outside is not { } fill)
                return found;
            Symbol isInside = RawOps.LogicalAnd(RawOps.Equal(r, row), RawOps.Equal(c, column));
            return RawOps.SelectV2(Ops.ExpandDims(isInside, -1), found, found.Number(fill));
        }
    }
}
