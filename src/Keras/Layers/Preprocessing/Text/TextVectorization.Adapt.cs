using TensorFlow;

namespace Keras.Layers;

/// <content>Vocabularies that are learned or given.</content>
public sealed partial class TextVectorization
{
    internal override IReadOnlyList<(string Path, Func<string> Text)> Assets =>
        [.. lookup.Assets.SelectMany(a => new[] { ($"_lookup_layer/{a.Path}", a.Text), a })];

    internal override IReadOnlyList<(string Path, float[] Values)> SavedArrays =>
        [.. lookup.SavedArrays.SelectMany(a => new[] { a, ($"_lookup_layer/{a.Path}", a.Values) })];

    internal override bool TakesSavedArrays => lookup.TakesSavedArrays;

    /// <summary>Gets the vocabulary: the token of each index.</summary>
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

    internal override string? MisfitOf(float[] values) => lookup.MisfitOf(values);

    internal override void ReadSavedArray(float[] values)
    {
        lookup.ReadSavedArray(values);
        MarkChanged();
    }

    internal override void ReadAsset(string text)
    {
        lookup.ReadAsset(text);
        MarkChanged();
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
}
