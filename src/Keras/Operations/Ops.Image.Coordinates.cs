using TensorFlow;

namespace Keras;

/// <content>Sampling at coordinates.</content>
public static partial class Ops
{
    public static partial class Image
    {
        /// <summary>The elements of a tensor at fractional coordinates.</summary>
        /// <param name="inputs">Any shape of n axes; integers are rounded.</param>
        /// <param name="coordinates">For each axis, positions: <c>[n, …]</c>.</param>
        /// <param name="order">0 for the nearest element, 1 for linear interpolation.</param>
        /// <param name="fillMode">
        /// The fill mode outside: "constant" (default), "nearest", "wrap", "mirror" (<c>d c b | a b c d</c>) or "reflect" (<c>b a | a b c
        /// d</c>), as SciPy defines them; the
        /// last two differ from Keras on TensorFlow, which mirrors at other places.
        /// </param>
        /// <param name="fillValue">The value outside in constant mode. Default: 0.</param>
        /// <returns>The shape of the positions of one axis, in the type of the inputs.</returns>
        /// <exception cref="ShapeException">There is not a list of positions for each axis.</exception>
        /// <exception cref="ArgumentException">The order or the mode is unknown.</exception>
        public static Symbol MapCoordinates(Symbol inputs, Symbol coordinates,
            int order, string fillMode = "constant", double fillValue = 0)
        {
            if (coordinates.Rank < 2 || coordinates.Shape[0] != Rank(inputs.Shape, "MapCoordinates"))
                throw new ShapeException(
                    $"MapCoordinates: expected positions [{inputs.Rank}, …] for {inputs.Shape}, got {coordinates.Shape}.");
            if (order is not (0 or 1))
                throw new ArgumentException($"MapCoordinates: expected the order 0 or 1, got {order}.", nameof(order));
            DType computed = coordinates.DType.IsFloatingPoint ? coordinates.DType : DType.Float32;
            Symbol[] each = RawOps.Unpack(coordinates.Cast(computed), inputs.Rank);
            List<(Symbol Index, Symbol IsInside, Symbol Weight)>[] nodes = new List<(Symbol, Symbol, Symbol)>[each.Length];
            for (int axis = 0; axis < each.Length; axis++)
                nodes[axis] = [.. Nodes(each[axis], order)
                    .Select(n => Fixed(n.Index, n.Weight, Shape(inputs, axis), fillMode))];
            Symbol? total = null;
            foreach (int[] choice in Choices(each.Length, order == 0 ? 1 : 2))
            {
                (Symbol Index, Symbol IsInside, Symbol Weight)[] corner = [.. choice.Select((c, axis) => nodes[axis][c])];
                Symbol value = RawOps.GatherNd(inputs, RawOps.Pack([.. corner.Select(c => c.Index)], -1)).Cast(computed);
                if (fillMode == "constant")
                {
                    Symbol inside = corner.Select(c => c.IsInside).Aggregate((a, b) => RawOps.LogicalAnd(a, b));
                    value = RawOps.SelectV2(inside, value, value.Number(fillValue));
                }

                Symbol weighted = corner.Select(c => c.Weight).Aggregate((a, b) => a * b) * value;
                total = total is { } sum ? sum + weighted : weighted;
            }

            Symbol result = total!.Value;
            return (inputs.DType.IsInteger ? RawOps.Round(result) : result).Cast(inputs.DType);
        }

        private static IEnumerable<(Symbol Index, Symbol Weight)> Nodes(Symbol coordinate, int order)
        {
            if (order == 0)
            {
                yield return (RawOps.Round(coordinate).Cast(DType.Int32), RawOps.OnesLike(coordinate));
                yield break;
            }

            Symbol lower = RawOps.Floor(coordinate);
            Symbol upperWeight = coordinate - lower;
            Symbol index = lower.Cast(DType.Int32);
            yield return (index, 1 - upperWeight);
            yield return (index + 1, upperWeight);
        }

        private static (Symbol Index, Symbol IsInside, Symbol Weight) Fixed(Symbol index, Symbol weight, Symbol length, string fillMode)
        {
            Symbol zero = index.Number(0);
            Symbol last = length - 1;
            Symbol inside = RawOps.LogicalAnd(RawOps.GreaterEqual(index, zero), RawOps.LessEqual(index, last));
            Symbol kept = fillMode switch
            {
                "constant" or "nearest" => RawOps.Maximum(RawOps.Minimum(index, last), zero),
                "wrap" => RawOps.FloorMod(index, length),
                "mirror" => Mirrored(index, length),
                "reflect" => RawOps.FloorDiv(Mirrored((2 * index) + 1, (2 * length) + 1) - 1, index.Number(2)),
                _ => throw new ArgumentException(
                    $"MapCoordinates: expected the fill mode constant, nearest, wrap, mirror or reflect, got '{fillMode}'.",
                        nameof(fillMode)),
            };
            return (kept, inside, weight);
        }

        // The triangular wave of the half-wavelength length - 1.
        private static Symbol Mirrored(Symbol index, Symbol length)
        {
            Symbol half = length - 1;
            return RawOps.Abs(RawOps.FloorMod(index + half, RawOps.Maximum(2 * half, index.Number(1))) - half);
        }

        private static IEnumerable<int[]> Choices(int axes, int each)
        {
            int count = (int)Math.Pow(each, axes);
            for (int number = 0; number < count; number++)
            {
                int[] choice = new int[axes];
                for ((int axis, int rest) = (axes - 1, number); axis >= 0; axis--, rest /= each)
                    choice[axis] = rest % each;
                yield return choice;
            }
        }
    }
}
