using TensorFlow;

namespace Keras.Layers;

/// <content>Custom functions that standardize and split.</content>
public sealed partial class TextVectorization
{
    /// <summary>
    /// The function that standardizes, in place of <see cref="Standardize"/>: from strings, standardized ones of the same shape. A file has
    /// only the name of a function, which must be registered to be read again (<see cref="CustomObjects.RegisterFunction"/>). Python's
    /// functions are never run. Default: null.
    /// </summary>
    /// <example>
    /// <code>
    /// TextVectorization vectorization = new(outputSequenceLength: 4, vocabulary: ["good", "film"])
    /// {
    ///     StandardizeFunction = x => RawOps.StaticRegexReplace(RawOps.StringLower(x), "&lt;br /&gt;", " "),
    ///     StandardizeFunctionName = "without_tags",
    /// };
    /// </code>
    /// </example>
    [ConfigArgument("standardize", Reader = nameof(ReadFunction), Writer = "")]
    public Func<Symbol, Symbol>? StandardizeFunction { get; init; }

    /// <summary>The name of <see cref="StandardizeFunction"/> in files. Default: null, so that files with the layer cannot be read
    /// again.</summary>
    [ConfigArgument("standardize", Reader = nameof(ReadFunctionName), Writer = "")]
    public string? StandardizeFunctionName { get; init; }

    /// <summary>
    /// The function that splits, in place of <see cref="Split"/>: from texts <c>[batch]</c>, tokens <c>[batch, length]</c>, of which "" are
    /// padding. For files as <see cref="StandardizeFunction"/>. Default: null.
    /// </summary>
    [ConfigArgument("split", Reader = nameof(ReadFunction), Writer = "")]
    public Func<Symbol, Symbol>? SplitFunction { get; init; }

    /// <summary>The name of <see cref="SplitFunction"/> in files. Default: null, so that files with the layer cannot be read
    /// again.</summary>
    [ConfigArgument("split", Reader = nameof(ReadFunctionName), Writer = "")]
    public string? SplitFunctionName { get; init; }

    private bool HasFunctions => StandardizeFunction is not null || SplitFunction is not null;

    private Symbol Standardized(Symbol x)
    {
        if (StandardizeFunction is { } function)
            return RequireStrings(function(x), x.Rank, "standardization");
        if (Standardize is "lower" or "lower_and_strip_punctuation")
            x = RawOps.StringLower(x);
        if (Standardize is "strip_punctuation" or "lower_and_strip_punctuation")
            x = RawOps.StaticRegexReplace(x, "[!\"#$%&()\\*\\+,-\\./:;<=>?@\\[\\\\\\]^_`{|}~\\']", "");
        return x;
    }

    private Symbol SplitByFunction(Symbol x)
    {
        if (x.Rank > 2 || (x.Rank == 2 && x.Shape[^1] != 1))
            throw OneText(x.Shape);
        bool isSingle = x.Rank == 0;
        x = isSingle ? x.Reshape([1]) : x.Rank == 2 ? Ops.Squeeze(x, -1) : x;
        Symbol tokens = RequireStrings(SplitFunction!(x), 2, "split");
        return isSingle ? Ops.Squeeze(tokens, 0) : tokens;
    }

    private Symbol RequireStrings(Symbol result, int rank, string what) => result.DType == DType.String && result.Rank == rank
        ? result
        : throw new ShapeException(
            $"TextVectorization '{Name}': expected the function of the {what} to return strings of rank {rank}, got "
            + $"{result.DType.StandardName} {result.Shape}.");

    // The n-grams of rows whose length is known when they are computed.
    private Symbol RowNgrams(Symbol x)
    {
        Symbol rows = Ops.Shape(x, 0).Cast(DType.Int64), width = Ops.Shape(x, 1).Cast(DType.Int64);
        Symbol splits = RawOps.Range(rows.Number(0), rows + rows.Number(1), rows.Number(1)) * width;
        (Symbol joined, _) = RawOps.StringNGrams(x.Reshape([-1]), splits, " ", [.. Widths.Select(w => (long)w)], "", "", 0, false);
        Symbol shape = Ops.Stack([Ops.Shape(x, 0), x.Graph.Constant(-1, DType.Int32)]);
        return RawOps.Reshape(joined, shape).WithShape([x.Shape[0], -1]);
    }

    private void CountByFunctions(Tensor batch)
    {
        using Tensor made = Ops.Compute(batch, x => SplitFunction is null ? Standardized(x) : SplitByFunction(Standardized(x)));
        string[] strings = made.ToStrings();
        bool areTokens = SplitFunction is not null;
        int rowLength = (areTokens || Split is null) && made.Rank > 1 ? (int)made.Shape[^1] : 1;
        TextCounter counter = new(lookup.Counts, null, areTokens ? null : Split, Ngrams.IsAll ? null : Widths);
        for (int i = 0; i < strings.Length; i += rowLength)
            counter.Add(strings.AsSpan(i, rowLength));
    }
}
