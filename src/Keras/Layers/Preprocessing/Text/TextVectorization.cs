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
    /// <param name="padToMaxTokens">Whether vectors have <paramref name="maxTokens"/> elements. Default: false.</param>
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
            Required.AtLeast("TextVectorization", 1, length, nameof(outputSequenceLength));
        lookup = new(maxTokens, 1, "", "[UNK]", vocabulary, idfWeights, false, outputMode, padToMaxTokens, sparse, encoding);
        if (outputSequenceLength is not null && lookup.OutputMode != OutputModes.Int)
            throw new ArgumentException(
                $"TextVectorization: expected the output mode int with outputSequenceLength, got {outputMode}.",
                nameof(outputSequenceLength));
        if (lookup.OutputMode == OutputModes.OneHot && split is not null)
            throw new ArgumentException(
                $"TextVectorization: expected no split with the output mode one_hot, got '{split}'; give split: null.", nameof(outputMode));
        (Standardize, Split, Ngrams, OutputSequenceLength) = (standardize, split, ngrams, outputSequenceLength);
    }

    /// <summary>The largest size of the vocabulary; null for any.</summary>
    [ConfigArgument(LargestInFile = LargestInFile)]
    public int? MaxTokens => lookup.MaxTokens;

    /// <summary>The standardization; null for none.</summary>
    [ConfigArgument(Reader = nameof(ReadMode), Writer = nameof(WriteStandardize))]
    public string? Standardize { get; }

    /// <summary>The split mode of texts; null for none.</summary>
    [ConfigArgument(Reader = nameof(ReadMode), Writer = nameof(WriteSplit))]
    public string? Split { get; }

    /// <summary>The lengths of n-grams, a number for all up to it; all axes (the default value) for tokens alone.</summary>
    public Axes Ngrams { get; }

    /// <summary>"int", "one_hot", "multi_hot", "count" or "tf_idf".</summary>
    public string OutputMode => lookup.OutputMode;

    /// <summary>The length to which integers are cut and padded; null for the longest of the batch.</summary>
    [ConfigArgument(LargestInFile = LargestInFile)]
    public int? OutputSequenceLength { get; }

    /// <summary>Whether vectors have <see cref="MaxTokens"/> elements.</summary>
    public bool PadToMaxTokens => lookup.PadToMaxTokens;

    /// <summary>The encoding of strings.</summary>
    public string Encoding => lookup.Encoding;

    /// <summary>The number of tokens, special ones included.</summary>
    public int VocabularySize => lookup.VocabularySize;

    /// <inheritdoc/>
    protected internal override bool RequiresOrdinaryKernels => true;

    /// <inheritdoc/>
    protected internal override bool Autocast => false;
}
