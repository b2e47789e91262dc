using TensorFlow;

namespace Keras.Layers;

/// <content>The computation: from strings to tokens, n-grams and their indices.</content>
public sealed partial class TextVectorization
{
    private int[] Widths => Ngrams.IsList ? Ngrams.AsSpan().ToArray() : [.. Enumerable.Range(1, Ngrams.AsSpan()[0])];

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        if (x.DType != DType.String)
            throw new ShapeException(
                $"TextVectorization '{Name}': expected strings, got {x.DType.StandardName} {x.Shape}; declare the model's Input with "
                + "dtype: DType.String.");
        x = Standardized(x);
        return SplitFunction is not null ? Whole(SplitByFunction(x)) : Split is null ? Whole(x) : Tokens(x);
    }

    private Symbol Whole(Symbol x)
    {
        if (!Ngrams.IsAll)
            x = WholeNgrams(x.Rank < 2 ? x.Reshape([-1, 1]) : x);
        Symbol places = lookup.LookUp(x);
        if (OutputMode != OutputModes.Int)
            return lookup.Encode(places);
        if (OutputSequenceLength is not { } length || places.Rank == 0)
            return places;
        Symbol cut = places.Shape[^1] == length ? places : Ops.Pad(places,
            [.. Enumerable.Repeat((0, 0), places.Rank - 1), (0, length)])[[.. Enumerable.Repeat((Indexer)Slice.All, places.Rank - 1),
            new Slice(0, length)]];
        return cut.WithShape([.. places.Shape.AsSpan()[..^1], length]);
    }

    // Rows of one length give n-grams of one number.
    private Symbol WholeNgrams(Symbol x)
    {
        if (x.Shape[^1] < 0)
            return RowNgrams(x);
        long width = x.Shape[^1];
        Symbol rows = Ops.Shape(x, 0).Cast(DType.Int64);
        Symbol splits = RawOps.Range(rows.Number(0), rows + rows.Number(1), rows.Number(1)) * rows.Number(width);
        (Symbol joined, _) = RawOps.StringNGrams(x.Reshape([-1]), splits, " ", [.. Widths.Select(w => (long)w)], "", "", 0, false);
        return joined.Reshape([-1, Widths.Sum(w => Math.Max(0, width - w + 1))]);
    }

    private Symbol Tokens(Symbol x)
    {
        bool isSingle = x.Rank == 0;
        if (x.Rank > 2 || (x.Rank == 2 && x.Shape[^1] != 1))
            throw OneText(x.Shape);
        x = isSingle ? x.Reshape([1]) : x.Rank == 2 ? Ops.Squeeze(x, -1) : x;
        (Symbol values, Symbol splits) = Split == "character" ? Characters(x) : Words(x);
        if (!Ngrams.IsAll)
            (values, splits) = RawOps.StringNGrams(values, splits, " ", [.. Widths.Select(w => (long)w)], "", "", 0, false);
        Symbol places = lookup.LookUp(values.WithShape([-1]));
        Graph graph = x.Graph;
        if (OutputMode == OutputModes.Int)
        {
            using Tensor shape = Tensor.Create<long>([-1, OutputSequenceLength ?? -1]);
            Symbol dense = RawOps.RaggedTensorToTensor(graph.Constant(shape), places, places.Number(0), [splits], ["ROW_SPLITS"])
                .WithShape([x.Shape[0], OutputSequenceLength ?? -1]);
            return isSingle ? Ops.Squeeze(dense, 0) : dense;
        }

        Symbol none = RawOps.Fill(graph.Constant([0]), graph.Constant(0, DType.Int64));
        Symbol counted = RawOps.RaggedBincount(
            splits, places, graph.Constant(lookup.Depth, DType.Int64), none, OutputMode == OutputModes.MultiHot)
            .WithShape([x.Shape[0], lookup.Depth]);
        return lookup.Weighted(isSingle ? Ops.Squeeze(counted, 0) : counted);
    }

    private static (Symbol Values, Symbol Splits) Words(Symbol texts)
    {
        using Tensor empty = Tensor.CreateStrings([""], []);
        (Symbol indices, Symbol values, _) = RawOps.StringSplitV2(texts, texts.Graph.Constant(empty));
        Symbol rows = indices[Slice.All, 0];
        Symbol count = Ops.Shape(texts, 0).Cast(DType.Int64);
        Symbol starts = RawOps.Range(count.Number(0), count + count.Number(1), count.Number(1));
        return (values, Ops.SearchSorted(rows.WithShape([-1]), starts.WithShape([-1])).Cast(DType.Int64));
    }

    private static (Symbol Values, Symbol Splits) Characters(Symbol texts)
    {
        (Symbol splits, Symbol points) = RawOps.UnicodeDecode(texts, "UTF-8");
        Symbol count = Ops.Shape(points, 0).Cast(DType.Int64);
        Symbol each = RawOps.Range(count.Number(0), count + count.Number(1), count.Number(1));
        return (RawOps.UnicodeEncode(points, each, "UTF-8"), splits);
    }

    private ShapeException OneText(Shape shape) => new(
        $"TextVectorization '{Name}': expected one text for each sample, [batch] or [batch, 1], to be split, got {shape}; give split: null "
        + "for strings that are tokens already.");
}
