using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Looks strings up in a vocabulary: from strings to integers, or vectors with an element for each token. The vocabulary is given, read
/// from a file (<c>LoadVocabulary</c>), or learned by <c>Adapt</c>.
/// </summary>
/// <example>
/// <code>
/// var lookup = new StringLookup(vocabulary: ["red", "green", "blue"]);
/// using Tensor indices = lookup.Apply(new[] { "blue", "black" });         // 3, and 0 for tokens out of the vocabulary
/// </code>
/// </example>
[KerasSerializable(Ignored = ["oov_method"])]
[ConfigOrder(nameof(Invert), nameof(MaxTokens), nameof(NumOovIndices), nameof(OovToken), nameof(MaskToken), nameof(OutputMode),
    nameof(Sparse), nameof(PadToMaxTokens), nameof(IdfWeights), nameof(Vocabulary), nameof(FrozenSize), nameof(OovMethod), nameof(Salt),
    nameof(Encoding))]
public sealed partial class StringLookup : IndexLookup<string>
{
    private TokenTable? table;

    /// <summary>Creates the layer.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary, special tokens included. Default: null, any.</param>
    /// <param name="numOovIndices">The number of out-of-vocabulary (OOV) indices, which a hash chooses from; with none, a token out of the
    /// vocabulary is an error. Default: 1.</param>
    /// <param name="maskToken">The token whose index is 0; null (default) for none.</param>
    /// <param name="oovToken">The token for OOV indices, where <paramref name="invert"/>. Default: "[UNK]".</param>
    /// <param name="vocabulary">The tokens, most frequent first; null (default) for those that <c>Adapt</c> learns.</param>
    /// <param name="idfWeights">The inverse document frequency of each token, in the output mode "tf_idf" only.</param>
    /// <param name="invert">Whether indices are mapped back to strings. Default: false.</param>
    /// <param name="outputMode">"int" (default), "one_hot", "multi_hot", "count" or "tf_idf".</param>
    /// <param name="padToMaxTokens">Whether vectors have <paramref name="maxTokens"/> elements. Default: false.</param>
    /// <param name="sparse">Refused: there are no sparse tensors here. Default: false.</param>
    /// <param name="encoding">The encoding of strings: "utf-8", the only one.</param>
    /// <param name="salt">One or two integers, the key of a hash that is hard to foresee; null (default) for a fast hash.</param>
    /// <exception cref="ArgumentException">An argument is unknown, does not go with another, or the vocabulary has a token
    /// twice.</exception>
    /// <exception cref="NotSupportedException">The output is to be sparse.</exception>
    public StringLookup(
        int? maxTokens = null, int numOovIndices = 1, string? maskToken = null, string? oovToken = "[UNK]",
        IReadOnlyList<string>? vocabulary = null, NumberArray? idfWeights = null, bool invert = false, string outputMode = "int",
        bool padToMaxTokens = false, bool sparse = false, string encoding = "utf-8", IReadOnlyList<long>? salt = null)
        : base(LookupOptions.Create("StringLookup", maxTokens, numOovIndices, invert, outputMode, padToMaxTokens, sparse, "floormod", salt,
            idfWeights is not null, takesSalt: true), (maskToken is not null, maskToken ?? ""), (oovToken is not null, oovToken ?? ""),
            vocabulary, idfWeights)
    {
        if (!string.Equals(encoding, "utf-8", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"StringLookup: expected the encoding utf-8, got '{encoding}'.", nameof(encoding));
        Encoding = encoding;
    }

    /// <summary>The token that becomes 0; null for none.</summary>
    public string? MaskToken => Mask.Has ? Mask.Value : null;

    /// <summary>The token for OOV indices.</summary>
    public string? OovToken => Oov.Has ? Oov.Value : null;

    /// <summary>The key of the hash; null for the fast hash.</summary>
    public IReadOnlyList<long>? Salt => Options.Salt;

    /// <summary>The encoding of strings.</summary>
    public string Encoding { get; }

    [ConfigArgument]
    private string OovMethod => Options.OovMethod;

    /// <inheritdoc/>
    protected internal override bool RequiresOrdinaryKernels => true;

    private protected override IEqualityComparer<string> Comparer => StringComparer.Ordinal;

    private protected override ITokenOrder<string> Order => TokenOrder.Instance;

    private protected override string ParseToken(string line) => line;

    private protected override string[] TokensOf(Tensor batch) => batch.DType == DType.String
        ? batch.ToStrings()
        : throw NoStrings(batch.DType, batch.Shape);

    private protected override Symbol Keys(Symbol x) => x.DType == DType.String ? x : throw NoStrings(x.DType, x.Shape);

    private protected override Symbol Find(Symbol keys) => (table ??= TokenTable.Of(Tokens)).Find(keys);

    private protected override Symbol Constants(Graph graph, ReadOnlySpan<string> values)
    {
        using Tensor tensor = Tensor.CreateStrings(values, [values.Length]);
        return graph.Constant(tensor);
    }

    private protected override Symbol OovPlaces(Symbol keys) => Options.Salt is { } salt
        ? RawOps.StringToHashBucketStrong(keys, NumOovIndices, salt)
        : RawOps.StringToHashBucketFast(keys, NumOovIndices);

    private protected override void ForgetTable() => table = null;

    private ShapeException NoStrings(DType dtype, Shape shape) => new(
        $"StringLookup '{Name}': expected strings, got {dtype.StandardName} {shape}; use IntegerLookup for integers, or declare the "
        + "model's Input with dtype: DType.String.");
}
