using TensorFlow;
using TensorShape = TensorFlow.Shape;

namespace Keras;

/// <content>Taking and putting elements by position.</content>
public static partial class Ops
{
    /// <summary>The entries of an axis at positions; negative positions count from the end.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="indices">Positions, of any shape.</param>
    /// <param name="axis">The axis; null (default) for the flattened elements.</param>
    /// <returns>The shape of x with that of the positions in the place of the axis.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Take(Symbol x, Symbol indices, int? axis = null)
    {
        x = axis is null ? x.Reshape([-1]) : x;
        RequireIntegers(indices, "Take", nameof(indices));
        int position = Position(x, axis ?? 0, "Take");
        indices = indices.DType is DType.Int32 or DType.Int64 ? indices : indices.Cast(DType.Int32);
        return RawOps.GatherV2(x, FromStart(indices, Shape(x, position)), Int(x, position));
    }

    /// <summary>For each position, the element of the same row along an axis; negative positions count from the end.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="indices">Positions, of a shape that broadcasts with that of x but for the axis.</param>
    /// <param name="axis">The axis; null (default) for the flattened elements, where the positions are a list.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The numbers of axes differ.</exception>
    public static Symbol TakeAlongAxis(Symbol x, Symbol indices, int? axis = null)
    {
        if (axis is not { } along)
        {
            RequireRank(indices, "TakeAlongAxis", 1);
            return TakeAlongAxis(x.Reshape([-1]), indices, 0);
        }

        int position = Position(x, along, "TakeAlongAxis");
        if (indices.Rank != x.Rank)
            throw new ShapeException($"TakeAlongAxis: expected positions with as many axes as {x.Shape}, got {indices.Shape}.");
        (Dimension[] lengths, Dimension[] taken) = (Dimensions(x), Dimensions(indices));
        for (int i = 0; i < lengths.Length; i++)
        {
            if (i != position)
                lengths[i] = taken[i] = Broadcast(x, lengths[i], taken[i]);
        }

        x = SwapAxes(RawOps.BroadcastTo(x, List(x, lengths)), position, -1);
        indices = SwapAxes(RawOps.BroadcastTo(indices.Cast(DType.Int32), List(x, taken)), position, -1);
        Symbol rows = Reshaped(x, -1, Dimensions(x)[^1]);
        Symbol positions = Reshaped(FromStart(indices, Shape(x, -1)), -1, Dimensions(indices)[^1]);
        Symbol found = RawOps.GatherV2(rows, positions, Int(x, 1), batchDims: 1);
        return SwapAxes(Reshaped(found, Dimensions(indices)), position, -1);
    }

    /// <summary>Part of a symbol, as NumPy indexes; the same as <c>x[key]</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="key">The entries of the index expression.</param>
    public static Symbol GetItem(Symbol x, params ReadOnlySpan<Indexer> key) => x[key];

    /// <summary>A block of given lengths from a start.</summary>
    /// <param name="inputs">Any shape.</param>
    /// <param name="startIndices">For each axis, the first position.</param>
    /// <param name="shape">For each axis, the number of positions; -1 for all that are left.</param>
    public static Symbol Slice(Symbol inputs, ReadOnlySpan<int> startIndices, TensorShape shape) =>
        Slice(inputs, Within(inputs, startIndices, shape), shape);

    /// <inheritdoc cref="Slice(Symbol, ReadOnlySpan{int}, TensorShape)"/>
    public static Symbol Slice(Symbol inputs, Symbol startIndices, TensorShape shape)
    {
        RequireStart(inputs, startIndices, shape, "Slice");
        return RawOps.Slice(inputs, startIndices.Cast(DType.Int32), inputs.Graph.Constant([.. shape.Select(d => checked((int)d))]))
            .WithShape(shape);
    }

    /// <summary>A symbol with a block of it replaced.</summary>
    /// <param name="inputs">Any shape.</param>
    /// <param name="startIndices">For each axis, the first position of the block; moved so that the block lies inside.</param>
    /// <param name="updates">The new block, with as many axes.</param>
    public static Symbol SliceUpdate(Symbol inputs, ReadOnlySpan<int> startIndices, Symbol updates) =>
        SliceUpdate(inputs, inputs.Graph.Constant(startIndices), updates);

    /// <inheritdoc cref="SliceUpdate(Symbol, ReadOnlySpan{int}, Symbol)"/>
    public static Symbol SliceUpdate(Symbol inputs, Symbol startIndices, Symbol updates)
    {
        RequireStart(inputs, startIndices, updates.Shape, "SliceUpdate");
        return RawOps.XlaDynamicUpdateSlice(inputs, updates.Cast(inputs.DType), startIndices.Cast(DType.Int32));
    }

    /// <summary>Zeros with values put at positions; values at one position are added.</summary>
    /// <param name="indices">Positions, <c>[…, k]</c>: the last axis holds the coordinates of the first k axes.</param>
    /// <param name="values">Values, <c>[…]</c> and behind it the axes of the shape after the first k.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <exception cref="ShapeException">The positions or values do not fit the shape, or a length of it is not known.</exception>
    public static Symbol Scatter(Symbol indices, Symbol values, TensorShape shape)
    {
        if (!shape.IsFullyKnown)
            throw new ShapeException($"Scatter: expected a shape of known lengths, got {shape}.");
        RequirePositions(indices, values, shape, "Scatter");
        return RawOps.ScatterNd(indices, values, indices.Graph.Constant([.. shape.Select(d => checked((int)d))]).Cast(indices.DType))
            .WithShape(shape);
    }

    /// <summary>A symbol with elements at positions replaced or combined with others.</summary>
    /// <param name="inputs">Any shape.</param>
    /// <param name="indices">Positions, <c>[…, k]</c>: the last axis holds the coordinates of the first k axes.</param>
    /// <param name="updates">The values, <c>[…]</c> and behind it the axes of the inputs after the first k.</param>
    /// <param name="reduction">The reduction: null (default) to replace elements, "add", "max", "min" or "mul".</param>
    /// <exception cref="ArgumentException">The reduction is unknown.</exception>
    public static Symbol ScatterUpdate(Symbol inputs, Symbol indices, Symbol updates, string? reduction = null)
    {
        RequirePositions(indices, updates, inputs.Shape, "ScatterUpdate");
        updates = updates.Cast(inputs.DType);
        return reduction switch
        {
            null => RawOps.TensorScatterUpdate(inputs, indices, updates),
            "add" => RawOps.TensorScatterAdd(inputs, indices, updates),
            "max" => RawOps.TensorScatterMax(inputs, indices, updates),
            "min" => RawOps.TensorScatterMin(inputs, indices, updates),
            "mul" => ScatterMultiplied(inputs, indices, updates),
            _ => throw new ArgumentException(
                $"ScatterUpdate: expected the reduction add, max, min or mul, or none, got '{reduction}'.", nameof(reduction)),
        };
    }

    /// <summary>The coordinates of positions in the flattened elements of a shape.</summary>
    /// <param name="indices">Positions, of any shape.</param>
    /// <param name="shape">The shape; all lengths known.</param>
    /// <returns>For each axis of the shape, coordinates in the type and shape of the positions.</returns>
    /// <exception cref="ShapeException">A length is not known.</exception>
    public static Symbol[] UnravelIndex(Symbol indices, TensorShape shape)
    {
        if (!shape.IsFullyKnown)
            throw new ShapeException($"UnravelIndex: expected a shape of known lengths, got {shape}.");
        Symbol[] coordinates = new Symbol[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            Symbol length = indices.Number(shape[axis]);
            coordinates[axis] = RawOps.FloorMod(indices, length);
            indices = RawOps.FloorDiv(indices, length);
        }

        return coordinates;
    }

    /// <summary>For each element, that of the first choice whose condition holds.</summary>
    /// <param name="condList">The conditions.</param>
    /// <param name="choiceList">The choices, one for each condition.</param>
    /// <param name="defaultValue">The value where no condition holds. Default: 0.</param>
    /// <exception cref="ArgumentException">There are not as many choices as conditions, or none.</exception>
    public static Symbol Select(ReadOnlySpan<Symbol> condList, ReadOnlySpan<Symbol> choiceList, Scalar defaultValue = default)
    {
        if (condList.Length != choiceList.Length || condList.IsEmpty)
            throw new ArgumentException(
                $"Select: expected a choice for each condition, got {choiceList.Length} and {condList.Length}.", nameof(choiceList));
        Symbol[] choices = Promoted(choiceList, "Select");
        Symbol selected = defaultValue.Beside(choices[0]);
        for (int i = choices.Length - 1; i >= 0; i--)
            selected = Where(condList[i], choices[i], selected);
        return selected;
    }

    private static Symbol FromStart(Symbol positions, Symbol length) =>
        RawOps.SelectV2(RawOps.Less(positions, positions.Number(0)), positions + length.Cast(positions.DType), positions);

    private static Dimension Broadcast(Symbol graph, Dimension x1, Dimension x2)
    {
        if (x1.IsKnown && x2.IsKnown && x1.Length != x2.Length && x1.Length != 1 && x2.Length != 1)
            throw new ShapeException(
                $"TakeAlongAxis: expected axes that broadcast, of equal lengths or of length 1, got lengths {x1.Length} and {x2.Length}.");
        return x1.IsKnown && x1.Length != 1 ? x1
            : x2.IsKnown && x2.Length != 1 ? x2
            : x1.IsKnown && x2.IsKnown ? x1
            : RawOps.Maximum(x1.AsSymbol(graph), x2.AsSymbol(graph));
    }

    private static Symbol Within(Symbol inputs, ReadOnlySpan<int> startIndices, TensorShape shape)
    {
        TensorShape whole = inputs.Shape;
        for (int axis = 0; axis < startIndices.Length && startIndices.Length == whole.Rank && whole.Rank == shape.Rank; axis++)
        {
            if (startIndices[axis] < 0 || (whole[axis] >= 0 && startIndices[axis] + Math.Max(0, shape[axis]) > whole[axis]))
                throw new ArgumentOutOfRangeException(
                    nameof(startIndices), startIndices[axis],
                    $"Slice: expected a block inside of {whole}, got {shape} from [{string.Join(", ", startIndices.ToArray())}].");
        }

        return inputs.Graph.Constant(startIndices);
    }

    private static void RequireStart(Symbol inputs, Symbol startIndices, TensorShape block, string name)
    {
        if (inputs.Rank >= 0 && ((block.Rank >= 0 && block.Rank != inputs.Rank)
            || !startIndices.Shape.IsCompatibleWith([inputs.Rank])))
            throw new ShapeException(
                $"{name}: expected a start and a length for each of the {inputs.Rank} axes of {inputs.Shape}, got starts of "
                + $"{startIndices.Shape} and a block of {block}.");
    }

    private static void RequirePositions(Symbol indices, Symbol values, TensorShape shape, string name)
    {
        RequireIntegers(indices, name, nameof(indices));
        if (indices.Rank < 0 || shape.Rank < 0)
            return;
        long depth = indices.Rank == 0 ? 0 : indices.Shape[^1];
        bool fits = indices.Rank > 0 && depth <= shape.Rank
            && (depth < 0 || values.Shape.IsCompatibleWith(TensorShape.Create([.. indices.Shape[..^1], .. shape[(int)depth..]])));
        if (!fits)
            throw new ShapeException(
                $"{name}: expected indices […, k] with the coordinates of the first k axes of {shape} last, and values of […] and the axes "
                + $"behind, got {indices.Shape} and {values.Shape}.");
    }

    private static Symbol ScatterMultiplied(Symbol inputs, Symbol indices, Symbol updates)
    {
        // One update after another, because several may meet at one position.
        long depth = indices.Shape[^1];
        Symbol rows = indices.Reshape([-1, depth]);
        Symbol values = Reshaped(updates, [-1, .. Dimensions(inputs).AsSpan((int)depth..)]);
        return ControlFlow.While(
            [Int(inputs, 0), inputs, rows, values],
            state => RawOps.Less(state[0], Shape(state[2], 0)),
            state =>
            {
                Symbol at = ExpandDims(RawOps.GatherV2(state[2], state[0], Int(state[0], 0)), 0);
                Symbol product = RawOps.GatherNd(state[1], at) * ExpandDims(RawOps.GatherV2(state[3], state[0], Int(state[0], 0)), 0);
                return [state[0] + 1, RawOps.TensorScatterUpdate(state[1], at, product), state[2], state[3]];
            },
            "scatter_mul",
            rows.Shape[0] < 0 ? null : checked((int)rows.Shape[0]))[1];
    }
}
