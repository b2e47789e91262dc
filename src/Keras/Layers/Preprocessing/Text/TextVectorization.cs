using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Makes integers or vectors of texts: standardizes them, splits them into tokens, joins these to n-grams where wanted, and looks them up
/// in a vocabulary, which <c>Adapt</c> learns. 0 pads, 1 stands for tokens that are not in the vocabulary.
/// </summary>
/// <example>
/// <code>
/// var vectorization = new TextVectorization(outputSequenceLength: 4);
/// vectorization.Adapt(new[] { "The cat sat.", "The dog sat, too." });
/// using Tensor tokens = vectorization.Apply(new[] { "the dog" });          // int64 [1, 4]
/// </code>
/// </example>
public sealed partial class TextVectorization : AdaptedLayer
{
    private readonly StringLookup lookup;

    /// <summary>Creates the layer.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary, special tokens included. Default: null, any.</param>
    /// <param name="standardize">"lower_and_strip_punctuation" (default), "lower", "strip_punctuation", or null for none; of ASCII, as
    /// Keras's are.</param>
    /// <param name="split">"whitespace" (default), "character", or null where each string is a token.</param>
    /// <param name="ngrams">The lengths of n-grams: one number for all up to it, or a list; null (default) for tokens alone.</param>
    /// <param name="outputMode">"int" (default): the tokens in order, <c>[batch, length]</c>; "multi_hot", "count", "tf_idf": a vector for
    /// each text; "one_hot": one for each string, without splitting.</param>
    /// <param name="outputSequenceLength">The length to which integers are cut and padded. Default: null, the longest of the
    /// batch.</param>
    /// <param name="padToMaxTokens">Whether vectors have <paramref name="maxTokens"/> places. Default: false.</param>
    /// <param name="vocabulary">The tokens, most frequent first; null (default) for those that <c>Adapt</c> learns.</param>
    /// <param name="idfWeights">The inverse document frequency of each token, in the output mode "tf_idf" only.</param>
    /// <param name="sparse">Refused: there are no sparse tensors here. Default: false.</param>
    /// <param name="ragged">Refused: there are no ragged tensors here. Default: false.</param>
    /// <param name="encoding">The encoding of strings: "utf-8", the only one.</param>
    /// <exception cref="ArgumentException">An argument is unknown, or does not go with another.</exception>
    /// <exception cref="NotSupportedException">The output is to be sparse or ragged.</exception>
    public TextVectorization(
        int? maxTokens = null, string? standardize = "lower_and_strip_punctuation", string? split = "whitespace", Axes ngrams = default,
        string outputMode = "int", int? outputSequenceLength = null, bool padToMaxTokens = false, IReadOnlyList<string>? vocabulary = null,
        NumberArray? idfWeights = null, bool sparse = false, bool ragged = false, string encoding = "utf-8")
    {
        if (standardize is not (null or "lower_and_strip_punctuation" or "lower" or "strip_punctuation"))
            throw new ArgumentException(
                "TextVectorization: expected the standardization lower_and_strip_punctuation, lower, strip_punctuation or null, "
                + $"got '{standardize}'.", nameof(standardize));
        if (split is not (null or "whitespace" or "character"))
            throw new ArgumentException(
                $"TextVectorization: expected to split at whitespace, character or null, got '{split}'.", nameof(split));
        if (!ngrams.IsAll && ngrams.AsSpan().ContainsAnyExceptInRange(1, int.MaxValue))
            throw new ArgumentException($"TextVectorization: expected n-grams of at least 1 token, got {ngrams}.", nameof(ngrams));
        if (ragged)
            throw new NotSupportedException("TextVectorization: there are no ragged tensors here; leave out ragged: true.");
        if (outputSequenceLength is { } length)
            ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(outputSequenceLength));
        lookup = new(maxTokens, 1, "", "[UNK]", vocabulary, idfWeights, false, outputMode, padToMaxTokens, sparse, encoding);
        if (outputSequenceLength is not null && lookup.OutputMode != OutputModes.Int)
            throw new ArgumentException(
                $"TextVectorization: outputSequenceLength goes with the output mode int only, got {outputMode}.",
                nameof(outputSequenceLength));
        if (lookup.OutputMode == OutputModes.OneHot && split is not null)
            throw new ArgumentException(
                "TextVectorization: the output mode one_hot is for strings that are not split; give split: null.", nameof(outputMode));
        (Standardize, Split, Ngrams, OutputSequenceLength) = (standardize, split, ngrams, outputSequenceLength);
    }

    /// <summary>The largest size of the vocabulary; null for any.</summary>
    public int? MaxTokens => lookup.MaxTokens;

    /// <summary>The standardization; null for none.</summary>
    public string? Standardize { get; }

    /// <summary>Where texts are split; null where they are not.</summary>
    public string? Split { get; }

    /// <summary>The lengths of n-grams, a number for all up to it; all axes (the default value) for tokens alone.</summary>
    public Axes Ngrams { get; }

    /// <summary>"int", "one_hot", "multi_hot", "count" or "tf_idf".</summary>
    public string OutputMode => lookup.OutputMode;

    /// <summary>The length to which integers are cut and padded; null for the longest of the batch.</summary>
    public int? OutputSequenceLength { get; }

    /// <summary>Whether vectors have <see cref="MaxTokens"/> places.</summary>
    public bool PadToMaxTokens => lookup.PadToMaxTokens;

    /// <summary>The encoding of strings.</summary>
    public string Encoding => lookup.Encoding;

    /// <summary>The number of tokens, special ones included.</summary>
    public int VocabularySize => lookup.VocabularySize;

    /// <inheritdoc/>
    protected internal override bool RequiresOrdinaryKernels => true;

    /// <inheritdoc/>
    protected internal override bool Autocast => false;

    internal override IReadOnlyList<(string Path, Func<string> Text)> Assets =>
        [.. lookup.Assets.SelectMany(a => new[] { ($"_lookup_layer/{a.Path}", a.Text), a })];

    internal override IReadOnlyList<(string Path, float[] Values)> SavedArrays =>
        [.. lookup.SavedArrays.SelectMany(a => new[] { a, ($"_lookup_layer/{a.Path}", a.Values) })];

    internal override bool TakesSavedArrays => lookup.TakesSavedArrays;

    private int[] Widths => Ngrams.IsList ? Ngrams.AsSpan().ToArray() : [.. Enumerable.Range(1, Ngrams.AsSpan()[0])];

    /// <summary>Gets the vocabulary: the token of each place.</summary>
    /// <param name="includeSpecialTokens">Whether the padding "" and "[UNK]" are among them. Default: true.</param>
    public IReadOnlyList<string> GetVocabulary(bool includeSpecialTokens = true) => lookup.GetVocabulary(includeSpecialTokens);

    /// <inheritdoc cref="IndexLookup{T}.SetVocabulary"/>
    public void SetVocabulary(IEnumerable<string> vocabulary, IReadOnlyList<double>? idfWeights = null)
    {
        using Usage usage = Change("SetVocabulary");
        lookup.SetVocabulary(vocabulary, idfWeights);
        MarkChanged();
    }

    /// <inheritdoc cref="IndexLookup{T}.LoadVocabulary"/>
    public void LoadVocabulary(string path)
    {
        using Usage usage = Change("LoadVocabulary");
        lookup.LoadVocabulary(path);
        MarkChanged();
    }

    internal override void ReadSavedArray(float[] values) => lookup.ReadSavedArray(values);

    internal override void ReadAsset(string text)
    {
        lookup.ReadAsset(text);
        MarkChanged();
    }

    internal static TextVectorization FromConfig(Config config)
    {
        // Null is a value of these.
        (Func<Symbol, Symbol>? Function, string? Name) standardizing = CustomFunctions.Read(config, "standardize", "TextVectorization");
        (Func<Symbol, Symbol>? Function, string? Name) splitting = CustomFunctions.Read(config, "split", "TextVectorization");
        string? standardize = standardizing.Function is null && config.Keys.Contains("standardize")
            ? config.GetString("standardize") : "lower_and_strip_punctuation";
        string? split = splitting.Function is null && config.Keys.Contains("split") ? config.GetString("split") : "whitespace";
        TextVectorization layer = new(LookupOptions.ReadMaxTokens(config), standardize, split, config.GetAxes("ngrams", default),
            config.GetString("output_mode", "int")!,
            config.Has("output_sequence_length") ? config.GetCount("output_sequence_length", null, 1 << 28) : null,
            config.GetBool("pad_to_max_tokens", false), config.GetStrings("vocabulary"), NumberArray.Read(config, "idf_weights"),
            config.GetBool("sparse", false), config.GetBool("ragged", false), config.GetString("encoding", "utf-8")!)
        {
            StandardizeFunction = standardizing.Function,
            StandardizeFunctionName = standardizing.Name,
            SplitFunction = splitting.Function,
            SplitFunctionName = splitting.Name,
        };
        layer.lookup.FreezeSize(config);
        return layer;
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        if (x.DType != DType.String)
            throw new ShapeException($"TextVectorization '{Name}': expected strings, got {x.DType.StandardName} {x.Shape}.");
        x = Standardized(x);
        return SplitFunction is not null ? Whole(SplitByFunction(x)) : Split is null ? Whole(x) : Tokens(x);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        Config inner = lookup.GetConfig();
        config.Set("max_tokens", MaxTokens).Set("standardize", Standardize).Set("split", Split);
        if (StandardizeFunction is not null)
            config.SetNode("standardize", CustomFunctions.ToJson(StandardizeFunctionName));
        if (SplitFunction is not null)
            config.SetNode("split", CustomFunctions.ToJson(SplitFunctionName));
        if (Ngrams.IsAll)
            config.Set("ngrams", (string?)null);
        else
            config.SetAxes("ngrams", Ngrams);
        config.Set("output_mode", OutputMode).Set("output_sequence_length", OutputSequenceLength).Set("pad_to_max_tokens", PadToMaxTokens)
            .Set("sparse", false).Set("ragged", false).SetNode("vocabulary", inner.GetNode("vocabulary")?.DeepClone())
            .SetNode("idf_weights", inner.GetNode("idf_weights")?.DeepClone()).Set("encoding", Encoding)
            .Set("vocabulary_size", VocabularySize);
    }

    internal override bool HasToLearn => lookup.HasToLearn;

    private protected override void CheckAdaptable() => lookup.RequireAdaptable();

    private protected override void Reset() => lookup.ResetCounts();

    private protected override void Update(Tensor batch)
    {
        if (batch.DType != DType.String)
            throw new ShapeException($"TextVectorization '{Name}': expected strings, got {batch.DType.StandardName} {batch.Shape}.");
        if (Split is not null && batch.Rank > 1 && batch.Shape[^1] != 1)
            throw OneText(batch.Shape);
        if (HasFunctions)
        {
            CountByFunctions(batch);
            return;
        }

        string[] texts = batch.ToStrings();
        int rowLength = Split is null && batch.Rank > 1 ? (int)batch.Shape[^1] : 1;
        TextCounter counter = new(lookup.Counts, Standardize, Split, Ngrams.IsAll ? null : Widths);
        for (int i = 0; i < texts.Length; i += rowLength)
            counter.Add(texts.AsSpan(i, rowLength));
    }

    private protected override void Complete() => lookup.CompleteCounts();

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
