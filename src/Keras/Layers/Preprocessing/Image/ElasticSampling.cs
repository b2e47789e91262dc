using TensorFlow;

namespace Keras.Layers;

/// <summary>Images whose pixels are taken from displaced places, as Keras's <c>map_coordinates</c> on TensorFlow reads them.</summary>
internal static class ElasticSampling
{
    /// <summary>Images whose pixel is that of the input at a row and a column, <c>[batch, height, width]</c> each.</summary>
    public static Symbol Of(Symbol images, Symbol rows, Symbol columns, string interpolation, string fillMode, double fillValue)
    {
        (int height, int width) = ((int)images.Shape[1], (int)images.Shape[2]);
        Symbol flat = RawOps.Reshape(images, RawOps.Pack(
            [Ops.Shape(images, 0), images.Graph.Constant(height * width, DType.Int32), Ops.Shape(images, 3)]));
        Symbol? total = null;
        foreach ((Symbol row, Symbol rowWeight) in Nodes(rows, interpolation))
        {
            (Symbol r, Symbol isRow) = Within(row, height, fillMode);
            foreach ((Symbol column, Symbol columnWeight) in Nodes(columns, interpolation))
            {
                (Symbol c, Symbol isColumn) = Within(column, width, fillMode);
                Symbol index = (r * width) + c;
                Symbol value = RawOps.GatherV2(flat, index, index.Graph.Constant(1, DType.Int32), batchDims: 1).Cast(DType.Float32);
                if (fillMode == "constant")
                    value = RawOps.SelectV2(Ops.ExpandDims(RawOps.LogicalAnd(isRow, isColumn), -1), value, value.Number(fillValue));
                Symbol weighted = Ops.ExpandDims(rowWeight * columnWeight, -1) * value;
                total = total is { } sum ? sum + weighted : weighted;
            }
        }

        return total!.Value.Cast(images.DType).WithShape(images.Shape);
    }

    /// <summary>
    /// Numbers <c>[batch, height, width]</c> blurred by a Gaussian that reaches over three times the whole part of its standard deviation;
    /// what lies outside counts as 0.
    /// </summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="deviation">The standard deviation: a scalar.</param>
    /// <param name="widest">The reach that is never exceeded.</param>
    public static Symbol Blurred(Symbol numbers, Symbol deviation, int widest)
    {
        if (widest == 0)
            return numbers;
        Symbol place = RawOps.Pack([.. Enumerable.Range(-widest, (2 * widest) + 1).Select(i => numbers.Number(i))]);
        Symbol part = place / RawOps.Maximum(deviation, numbers.Number(1e-20));
        Symbol isReached = RawOps.LessEqual(RawOps.Abs(place), RawOps.Floor(deviation) * 3);
        Symbol weights = RawOps.SelectV2(isReached, RawOps.Exp(part * part * -0.5), RawOps.ZerosLike(part));
        weights /= Ops.Sum(weights);
        Symbol image = Ops.ExpandDims(numbers, -1);
        Symbol down = RawOps.Conv2D(image, weights.Reshape([-1, 1, 1, 1]), [1, 1, 1, 1], "SAME");
        return Ops.Squeeze(RawOps.Conv2D(down, weights.Reshape([1, -1, 1, 1]), [1, 1, 1, 1], "SAME"), -1);
    }

    private static IEnumerable<(Symbol Index, Symbol Weight)> Nodes(Symbol place, string interpolation)
    {
        if (interpolation == "nearest")
            return [(RawOps.Round(place).Cast(DType.Int32), RawOps.OnesLike(place))];
        Symbol lower = RawOps.Floor(place), upperWeight = place - lower, index = lower.Cast(DType.Int32);
        return [(index, 1 - upperWeight), (index + 1, upperWeight)];
    }

    // Before the image, reflection leaves out the first pixel, behind it, it does not leave out the last: as Keras does.
    private static (Symbol Index, Symbol IsInside) Within(Symbol index, int length, string fillMode)
    {
        Symbol zero = index.Number(0), last = index.Number(length - 1);
        Symbol isInside = RawOps.LogicalAnd(RawOps.GreaterEqual(index, zero), RawOps.LessEqual(index, last));
        Symbol kept = fillMode switch
        {
            "wrap" => RawOps.FloorMod(index, index.Number(length)),
            "reflect" => Reflected(RawOps.FloorMod(RawOps.Abs(index), index.Number(2 * length))),
            _ => RawOps.Minimum(RawOps.Maximum(index, zero), last),
        };
        return (kept, isInside);

        Symbol Reflected(Symbol place) =>
            RawOps.SelectV2(RawOps.Less(place, place.Number(length)), place, place.Number((2 * length) - 1) - place);
    }
}
