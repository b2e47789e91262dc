using TensorFlow;
using TensorShape = TensorFlow.Shape;

namespace Keras;

/// <content>Joining, splitting and repeating.</content>
public static partial class Ops
{
    /// <summary>Symbols joined along an axis.</summary>
    /// <param name="xs">Symbols of the same shape but for the axis.</param>
    /// <param name="axis">The axis. Default: the first.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Symbol Concatenate(ReadOnlySpan<Symbol> xs, int axis = 0)
    {
        Symbol[] promoted = Promoted(xs, "Concatenate");
        int position = promoted[0].Rank < 0 ? axis : Position(promoted[0], axis, "Concatenate");
        RequireEqual("Concatenate", promoted, position);
        return promoted.Length == 1 ? promoted[0] : RawOps.ConcatV2(promoted, promoted[0].Graph.Constant(axis, DType.Int32));
    }

    /// <summary>Symbols of one shape joined along a new axis.</summary>
    /// <param name="x">Symbols of the same shape.</param>
    /// <param name="axis">The position of the new axis in the result. Default: the first.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Symbol Stack(ReadOnlySpan<Symbol> x, int axis = 0)
    {
        Symbol[] promoted = Promoted(x, "Stack");
        RequireEqual("Stack", promoted, null);
        if (promoted[0].Rank >= 0)
            _ = Position(TensorShape.Create([1, .. promoted[0].Shape]), axis, "Stack");
        return RawOps.Pack(promoted, axis);
    }

    /// <summary>Symbols joined side by side: along the second axis, lists along the first.</summary>
    /// <param name="xs">Symbols of the same shape but for that axis.</param>
    public static Symbol HStack(ReadOnlySpan<Symbol> xs) => Concatenate(xs, xs.IsEmpty || xs[0].Rank == 1 ? 0 : 1);

    /// <summary>Symbols joined along the first axis.</summary>
    /// <param name="xs">Symbols of the same shape but for that axis.</param>
    public static Symbol VStack(ReadOnlySpan<Symbol> xs) => Concatenate(xs, 0);

    /// <summary>Symbols joined along the third axis; scalars, lists and matrices get axes of length 1.</summary>
    /// <param name="xs">Symbols of the same shape but for that axis.</param>
    public static Symbol DStack(ReadOnlySpan<Symbol> xs)
    {
        Symbol[] deep = Promoted(xs, "DStack");
        for (int i = 0; i < deep.Length; i++)
        {
            deep[i] = deep[i].Rank switch
            {
                0 => deep[i].Reshape([1, 1, 1]),
                1 => ExpandDims(deep[i], [0, 2]),
                2 => ExpandDims(deep[i], 2),
                _ => deep[i],
            };
        }

        return Concatenate(deep, 2);
    }

    /// <summary>Concatenates two symbols along an axis.</summary>
    /// <param name="x1">The first.</param>
    /// <param name="x2">The second.</param>
    /// <param name="axis">The axis; null (default) for the flattened elements.</param>
    public static Symbol Append(Symbol x1, Symbol x2, int? axis = null) =>
        axis is { } along ? Concatenate([x1, x2], along) : Concatenate([x1.Reshape([-1]), x2.Reshape([-1])]);

    /// <summary>The parts of an axis divided evenly.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="sections">The number of parts, which divides the length of the axis.</param>
    /// <param name="axis">The axis. Default: the first.</param>
    /// <exception cref="ShapeException">The length of the axis is no multiple of the number of parts.</exception>
    public static Symbol[] Split(Symbol x, int sections, int axis = 0)
    {
        Required.AtLeast("Split", 1, sections);
        int position = Position(x, axis, "Split");
        if (x.Shape[position] >= 0 && x.Shape[position] % sections != 0)
            throw new ShapeException($"Split: expected a length of axis {axis} that {sections} parts divide evenly, got {x.Shape}.");
        return RawOps.Split(x.Graph.Constant(position, DType.Int32), x, sections);
    }

    /// <summary>The parts of an axis divided at positions.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="indices">The positions at which parts begin, in ascending order; the first part begins at 0.</param>
    /// <param name="axis">The axis. Default: the first.</param>
    /// <exception cref="ShapeException">The length of the axis is less than a position.</exception>
    public static Symbol[] Split(Symbol x, ReadOnlySpan<int> indices, int axis = 0)
    {
        int position = Position(x, axis, "Split");
        long length = x.Shape[position];
        int[] lengths = new int[indices.Length + 1];
        int start = 0;
        for (int i = 0; i <= indices.Length; i++)
        {
            int end = i < indices.Length ? indices[i] : length >= 0 ? checked((int)length) : int.MaxValue;
            lengths[i] = end - start;
            start = end;
            if (lengths[i] < 0)
                throw new ShapeException($"Split: expected ascending positions up to the length of axis {axis} of {x.Shape}, "
                    + $"got [{string.Join(", ", indices.ToArray())}].");
        }

        // The last part of an axis of unknown length takes what is left.
        if (length < 0)
            lengths[^1] = -1;

        return RawOps.SplitV(x, x.Graph.Constant(lengths), x.Graph.Constant(position, DType.Int32), lengths.Length);
    }

    /// <summary>The parts of an axis divided as evenly as possible; the first parts are longer by one where there is a remainder.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="sections">The number of parts.</param>
    /// <param name="axis">The axis. Default: the first.</param>
    public static Symbol[] ArraySplit(Symbol x, int sections, int axis = 0)
    {
        Required.AtLeast("ArraySplit", 1, sections);
        int position = Position(x, axis, "ArraySplit");
        // As many as are left for each part, rounded up: known where the length is.
        int[] behind = [.. Enumerable.Range(0, sections).Select(i => sections - 1 - i)];
        Symbol lengths = x.Shape[position] is >= 0 and var length
            ? x.Graph.Constant([.. behind.Select(b => (int)((length + b) / sections))])
            : RawOps.FloorDiv(Shape(x, position) + x.Graph.Constant(behind), Int(x, sections));
        return RawOps.SplitV(x, lengths, x.Graph.Constant(position, DType.Int32), sections);
    }

    /// <summary>The parts side by side: of the second axis, of lists the first.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="sections">The number of parts, which divides the length of the axis.</param>
    public static Symbol[] HSplit(Symbol x, int sections) => Split(x, sections, x.Rank == 1 ? 0 : 1);

    /// <inheritdoc cref="HSplit(Symbol, int)"/>
    /// <param name="x">Any shape.</param>
    /// <param name="indices">The positions at which parts begin, in ascending order.</param>
    public static Symbol[] HSplit(Symbol x, ReadOnlySpan<int> indices) => Split(x, indices, x.Rank == 1 ? 0 : 1);

    /// <summary>The parts of the first axis.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="sections">The number of parts, which divides the length of the axis.</param>
    public static Symbol[] VSplit(Symbol x, int sections) => Split(x, sections, 0);

    /// <inheritdoc cref="VSplit(Symbol, int)"/>
    /// <param name="x">Any shape.</param>
    /// <param name="indices">The positions at which parts begin, in ascending order.</param>
    public static Symbol[] VSplit(Symbol x, ReadOnlySpan<int> indices) => Split(x, indices, 0);

    /// <summary>The parts of the third axis.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="sections">The number of parts, which divides the length of the axis.</param>
    public static Symbol[] DSplit(Symbol x, int sections) => Split(x, sections, 2);

    /// <inheritdoc cref="DSplit(Symbol, int)"/>
    /// <param name="x">Any shape.</param>
    /// <param name="indices">The positions at which parts begin, in ascending order.</param>
    public static Symbol[] DSplit(Symbol x, ReadOnlySpan<int> indices) => Split(x, indices, 2);

    /// <summary>The entries of an axis, each without it.</summary>
    /// <param name="x">Any shape of at least one axis.</param>
    /// <param name="num">The length of the axis; null (default) where it is known.</param>
    /// <param name="axis">The axis. Default: the first.</param>
    /// <exception cref="ShapeException">The length of the axis is not known.</exception>
    public static Symbol[] Unstack(Symbol x, int? num = null, int axis = 0)
    {
        int position = Position(x, axis, "Unstack");
        if (num is { } given && x.Shape[position] >= 0 && x.Shape[position] != given)
            throw new ArgumentOutOfRangeException(
                nameof(num), num, $"Unstack: expected the length of axis {axis} of {x.Shape} as num, got {num}; leave it out.");
        return RawOps.Unpack(x, num ?? Length(x, position, "Unstack"), position);
    }

    /// <summary>The elements repeated as a whole along each axis.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="repeats">Number of repetitions along each axis; missing ones at the front count as 1, and where there are more, x gets
    /// axes of length 1 in front.</param>
    public static Symbol Tile(Symbol x, params ReadOnlySpan<int> repeats)
    {
        RequireRepeats(repeats, "Tile");
        List<int> each = [.. repeats];
        while (each.Count < x.Rank)
            each.Insert(0, 1);
        while (x.Rank < each.Count)
            x = ExpandDims(x, 0);
        return RawOps.Tile(x, x.Graph.Constant([.. each]));
    }

    /// <summary>Each entry of an axis repeated.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="repeats">Number of repetitions.</param>
    /// <param name="axis">The axis; null (default) for the flattened elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Symbol Repeat(Symbol x, int repeats, int? axis = null)
    {
        Required.AtLeast("Repeat", 0, repeats);
        if (x.DType == DType.UInt16)
            return Repeat(x.Cast(DType.Int32), repeats, axis).Cast(DType.UInt16);
        x = axis is null ? x.Reshape([-1]) : x;
        int position = Position(x, axis ?? 0, "Repeat");
        Symbol apart = ExpandDims(x, position + 1);
        int[] multiples = [.. Enumerable.Repeat(1, apart.Rank)];
        multiples[position + 1] = repeats;
        Dimension[] lengths = Dimensions(x);
        lengths[position] = Dimension.Product(x, lengths[position], repeats);
        return Reshaped(RawOps.Tile(apart, x.Graph.Constant(multiples)), lengths);
    }

    /// <summary>Each entry of an axis repeated a number of times of its own.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="repeats">For each entry, how often; one number for all.</param>
    /// <param name="axis">The axis; null (default) for the flattened elements.</param>
    /// <exception cref="ArgumentException">There are not as many numbers as entries.</exception>
    public static Symbol Repeat(Symbol x, ReadOnlySpan<int> repeats, int? axis = null)
    {
        RequireRepeats(repeats, "Repeat");
        x = axis is null ? x.Reshape([-1]) : x;
        int position = Position(x, axis ?? 0, "Repeat");
        if (repeats.Length == 1 && x.Shape[position] != 1)
            return Repeat(x, repeats[0], position);
        if (x.Shape[position] >= 0 && x.Shape[position] != repeats.Length)
            throw new ArgumentException(
                $"Repeat: expected {x.Shape[position]} repeats, one for each entry of axis {position} of {x.Shape}, "
                + $"got {repeats.Length}.", nameof(repeats));
        List<int> positions = [];
        for (int i = 0; i < repeats.Length; i++)
            positions.AddRange(Enumerable.Repeat(i, repeats[i]));
        return RawOps.GatherV2(x, x.Graph.Constant([.. positions]), Int(x, position));
    }

    /// <summary>Elements put around.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="padWidth">For each axis, the number of elements before and behind.</param>
    /// <param name="mode">"constant" (default), "reflect" (mirrored at the outer elements) or "symmetric" (the outer elements mirrored
    /// too).</param>
    /// <param name="constantValues">The value that is put around in constant mode. Default: 0.</param>
    /// <exception cref="ArgumentException">The mode is unknown, a value is given for another one, a width is negative, or there are not as
    /// many widths as axes.</exception>
    /// <exception cref="ShapeException">There are fewer elements than are to be mirrored.</exception>
    public static Symbol Pad(Symbol x, ReadOnlySpan<(int Before, int Behind)> padWidth,
        string mode = "constant", double? constantValues = null)
    {
        if (padWidth.Length == 1 && x.Rank > 1)
            padWidth = Enumerable.Repeat(padWidth[0], x.Rank).ToArray();
        if (padWidth.Length != Rank(x.Shape, "Pad"))
            throw new ArgumentException(
                $"Pad: expected a width for each of the axes of {x.Shape}, got {padWidth.Length}.", nameof(padWidth));
        if (mode is not ("constant" or "reflect" or "symmetric"))
            throw new ArgumentException($"Pad: expected the mode constant, reflect or symmetric, got '{mode}'.", nameof(mode));
        if (constantValues is not null && mode != "constant")
            throw new ArgumentException(
                $"Pad: expected the mode constant with constantValues, got '{mode}'; leave constantValues out.", nameof(constantValues));
        int[] widths = new int[padWidth.Length * 2];
        for (int i = 0; i < padWidth.Length; i++)
        {
            (widths[2 * i], widths[(2 * i) + 1]) = padWidth[i];
            if (padWidth[i].Before < 0 || padWidth[i].Behind < 0)
                throw new ArgumentException(
                    $"Pad: expected widths of at least 0, got {padWidth[i]} for axis {i}; take elements away by a slice.",
                    nameof(padWidth));
            int most = Math.Max(padWidth[i].Before, padWidth[i].Behind);
            if (mode != "constant" && most > 0 && x.Shape[i] >= 0 && most > x.Shape[i] - (mode == "reflect" ? 1 : 0))
                throw new ShapeException(
                    $"Pad: expected more than {(mode == "reflect" ? most : most - 1)} elements along axis {i}, which {most} mirrored ones "
                    + $"are put around, got {x.Shape}.");
        }

        Symbol paddings = x.Graph.Constant(widths).Reshape([padWidth.Length, 2]);
        return mode != "constant" ? RawOps.MirrorPad(x, paddings, mode.ToUpperInvariant())
            : constantValues is { } value ? RawOps.PadV2(x, paddings, x.Number(value))
            : RawOps.Pad(x, paddings);
    }

    /// <summary>The coordinates of a grid: for each list, its elements repeated over the axes of the others.</summary>
    /// <param name="x">Lists or scalars.</param>
    /// <param name="indexing">"xy" (default), where the first list runs along the second axis and the second along the first, or
    /// "ij".</param>
    /// <exception cref="ArgumentException">The indexing is unknown.</exception>
    public static Symbol[] Meshgrid(ReadOnlySpan<Symbol> x, string indexing = "xy")
    {
        if (indexing is not ("xy" or "ij"))
            throw new ArgumentException($"Meshgrid: expected the indexing xy or ij, got '{indexing}'.", nameof(indexing));
        bool swap = indexing == "xy" && x.Length > 1;
        Symbol[] lists = new Symbol[x.Length];
        Dimension[] lengths = new Dimension[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            lists[i] = x[i].Reshape([-1]);
            lengths[AxisOf(i)] = Dimensions(lists[i])[0];
        }

        Symbol[] grids = new Symbol[x.Length];
        for (int i = 0; i < grids.Length; i++)
        {
            long[] shape = [.. Enumerable.Repeat(1L, x.Length)];
            shape[AxisOf(i)] = -1;
            grids[i] = RawOps.BroadcastTo(lists[i].Reshape([.. shape]), List(lists[i], lengths));
        }

        return grids;

        int AxisOf(int list) => swap && list < 2 ? 1 - list : list;
    }
}
