using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Looks integers up in a vocabulary: from any integers to those from 0 on, or to vectors with an element for each token. The vocabulary is
/// given, read from a file (<c>LoadVocabulary</c>), or learned by <c>Adapt</c>.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(Invert), nameof(MaxTokens), nameof(NumOovIndices), nameof(OovToken), nameof(MaskToken), nameof(OutputMode),
    nameof(Sparse), nameof(PadToMaxTokens), nameof(VocabularyDtype), nameof(IdfWeights), nameof(Vocabulary), nameof(FrozenSize),
    nameof(OovMethod), nameof(Salt))]
public sealed partial class IntegerLookup : IndexLookup<long>
{
    private (long[] Keys, long[] Positions)? table;

    /// <summary>Creates the layer.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary, special tokens included. Default: null, any.</param>
    /// <param name="numOovIndices">The number of out-of-vocabulary (OOV) indices; with none, an integer out of the vocabulary is an error.
    /// Default: 1.</param>
    /// <param name="maskToken">The integer whose index is 0; null (default) for none.</param>
    /// <param name="oovToken">The integer for OOV indices, where <paramref name="invert"/>. Default: -1.</param>
    /// <param name="vocabulary">The integers, most frequent first; null (default) for those that <c>Adapt</c> learns.</param>
    /// <param name="vocabularyDtype">"int64" (default), the only one.</param>
    /// <param name="idfWeights">The inverse document frequency of each token, in the output mode "tf_idf" only.</param>
    /// <param name="invert">Whether indices are mapped back to integers. Default: false.</param>
    /// <param name="outputMode">"int" (default), "one_hot", "multi_hot", "count" or "tf_idf".</param>
    /// <param name="sparse">Refused: there are no sparse tensors here. Default: false.</param>
    /// <param name="padToMaxTokens">Whether vectors have <paramref name="maxTokens"/> elements. Default: false.</param>
    /// <param name="oovMethod">The method that maps integers out of the vocabulary to OOV indices: "floormod" (default), or
    /// "farmhash", a hash of their digits.</param>
    /// <param name="salt">One or two integers, the key of another hash; null (default) for a fast hash.</param>
    /// <exception cref="ArgumentException">An argument is unknown, does not go with another, or the vocabulary has a token
    /// twice.</exception>
    /// <exception cref="NotSupportedException">The output is to be sparse.</exception>
    public IntegerLookup(
        int? maxTokens = null, int numOovIndices = 1, long? maskToken = null, long? oovToken = -1, IReadOnlyList<long>? vocabulary = null,
        string vocabularyDtype = "int64", NumberArray? idfWeights = null, bool invert = false, string outputMode = "int",
        bool sparse = false, bool padToMaxTokens = false, string oovMethod = "floormod", IReadOnlyList<long>? salt = null)
        : base(LookupOptions.Create("IntegerLookup", maxTokens, numOovIndices, invert, outputMode, padToMaxTokens, sparse, oovMethod, salt,
            idfWeights is not null, takesSalt: oovMethod == "farmhash"), (maskToken is not null, maskToken ?? 0),
            (oovToken is not null, oovToken ?? 0), vocabulary, idfWeights)
    {
        VocabularyDtype = vocabularyDtype == "int64" ? vocabularyDtype : throw new ArgumentException(
            $"IntegerLookup: expected a vocabulary of int64, the only type, got '{vocabularyDtype}'.", nameof(vocabularyDtype));
    }

    /// <summary>The integer that becomes 0; null for none.</summary>
    public long? MaskToken => Mask.Has ? Mask.Value : null;

    /// <summary>The integer for OOV indices.</summary>
    public long? OovToken => Oov.Has ? Oov.Value : null;

    /// <summary>"int64".</summary>
    public string VocabularyDtype { get; }

    /// <summary>"floormod" or "farmhash".</summary>
    public string OovMethod => Options.OovMethod;

    /// <summary>The key of the hash; null for the fast hash.</summary>
    public IReadOnlyList<long>? Salt => Options.Salt;

    /// <inheritdoc/>
    protected internal override bool RequiresOrdinaryKernels => NumOovIndices == 0 || (NumOovIndices > 1 && OovMethod == "farmhash");

    private protected override IEqualityComparer<long>? Comparer => null;

    private protected override ITokenOrder<long> Order => NumberOrder.Instance;

    internal override bool HasOneNumberForm(string argument) => argument is "oov_token" or "vocabulary";

    private protected override long ParseToken(string line) =>
        long.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long token)
            ? token
            : throw new InvalidDataException($"IntegerLookup '{Name}': expected an integer in each line of the vocabulary, got '{line}'.");

    private protected override long[] TokensOf(Tensor batch)
    {
        NumberInput.Require(batch.DType, batch.Shape, this);
        using Tensor integers = batch.Cast(DType.Int64);
        return integers.ToArray<long>();
    }

    private protected override Symbol Keys(Symbol x) => NumberInput.Of(x, this).Cast(DType.Int64);

    private protected override Symbol Find(Symbol keys)
    {
        if (table is null)
        {
            long[] sorted = Tokens.ToArray(), positions = [.. Enumerable.Range(0, sorted.Length).Select(i => (long)i)];
            Array.Sort(sorted, positions);
            table = (sorted, positions);
        }

        Symbol all = Constants(keys.Graph, table.Value.Keys), places = Constants(keys.Graph, table.Value.Positions);
        Symbol first = Ops.SearchSorted(all, keys), axis = keys.Graph.Constant(0, DType.Int32);
        Symbol at = RawOps.Minimum(first, first.Number(table.Value.Keys.Length - 1));
        Symbol place = RawOps.GatherV2(places, at, axis);
        return RawOps.SelectV2(RawOps.Equal(RawOps.GatherV2(all, at, axis), keys), place, place.Number(-1));
    }

    private protected override Symbol Constants(Graph graph, ReadOnlySpan<long> values)
    {
        using Tensor tensor = Tensor.Create(values);
        return graph.Constant(tensor);
    }

    private protected override Symbol OovPlaces(Symbol keys)
    {
        if (OovMethod == "floormod")
            return RawOps.FloorMod(keys, keys.Number(NumOovIndices));
        Symbol digits = RawOps.AsString(keys);
        return Options.Salt is { } salt
            ? RawOps.StringToHashBucketStrong(digits, NumOovIndices, salt)
            : RawOps.StringToHashBucketFast(digits, NumOovIndices);
    }

    private protected override void ForgetTable() => table = null;
}
