using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>
/// The base of the layers that look tokens up in a vocabulary. The vocabulary is given, read from a file, or learned by <c>Adapt</c>: the
/// most frequent tokens first. It begins with the mask token (in the output mode "int", if there is one) and the out-of-vocabulary (OOV)
/// tokens.
/// </summary>
/// <typeparam name="T">The type of the tokens.</typeparam>
[KerasSerializable]
public abstract partial class IndexLookup<T> : AdaptedLayer
    where T : notnull
{
    private const int LargestInFile = 1 << 28;
    private readonly LookupOptions options;
    private readonly bool hasGivenVocabulary;
    private T[] tokens = [];
    private float[]? idf;
    private int? frozenSize;
    private TokenCounts<T> counts;

    private protected IndexLookup(
        LookupOptions options, (bool Has, T Value) mask, (bool Has, T Value) oov, IReadOnlyList<T>? vocabulary, NumberArray? idfWeights)
    {
        this.options = options;
        (Mask, Oov, Vocabulary, IdfWeights) = (mask, oov, vocabulary is null ? null : [.. vocabulary], idfWeights);
        counts = CreateCounts();
        if (vocabulary is null)
            return;
        if (options.OutputMode == OutputModes.TfIdf && idfWeights is null)
            throw new ArgumentException(
                $"{ClassName}: a vocabulary in the output mode tf_idf needs idfWeights, one for each token; give them too.",
                nameof(idfWeights));
        hasGivenVocabulary = true;
        SetVocabulary(vocabulary, idfWeights is null ? null : [.. idfWeights]);
    }

    /// <summary>The largest size of the vocabulary, its special tokens included; null for any.</summary>
    [ConfigArgument(LargestInFile = LargestInFile)]
    public int? MaxTokens => options.MaxTokens;

    /// <summary>The number of out-of-vocabulary (OOV) indices.</summary>
    [ConfigArgument(LargestInFile = LargestInFile)]
    public int NumOovIndices => options.NumOovIndices;

    /// <summary>Whether indices are mapped back to tokens.</summary>
    public bool Invert => options.Invert;

    /// <summary>"int", "one_hot", "multi_hot", "count" or "tf_idf".</summary>
    public string OutputMode => options.OutputMode;

    /// <summary>Whether vectors have <see cref="MaxTokens"/> elements, however small the vocabulary is.</summary>
    public bool PadToMaxTokens => options.PadToMaxTokens;

    /// <summary>The number of tokens, special ones included.</summary>
    public int VocabularySize => (frozenSize is { } size && tokens.Length == 0 ? size - Start : tokens.Length) + Start;

    /// <inheritdoc/>
    protected internal override bool Autocast => false;

    private protected (bool Has, T Value) Mask { get; }

    private protected (bool Has, T Value) Oov { get; }

    /// <summary>The vocabulary given to the constructor; null for one that is adapted or loaded.</summary>
    [ConfigArgument]
    internal IReadOnlyList<T>? Vocabulary { get; }

    /// <summary>The inverse document frequencies given to the constructor; null for none.</summary>
    [ConfigArgument]
    internal NumberArray? IdfWeights { get; }

    /// <summary>The vocabulary size, null while it is unknown. A file that stores the vocabulary as an asset sets it; a size that is known
    /// already stays.</summary>
    [ConfigArgument("vocabulary_size", LargestInFile = LargestInFile)]
    internal int? FrozenSize
    {
        get => frozenSize;
        set => frozenSize ??= value;
    }

    [ConfigArgument]
    private protected bool Sparse { get; }

    private protected LookupOptions Options => options;

    /// <summary>The learned tokens, without special ones.</summary>
    private protected ReadOnlySpan<T> Tokens => tokens;

    /// <summary>The first OOV index.</summary>
    private protected int OovStart => Mask.Has && OutputMode == OutputModes.Int ? 1 : 0;

    private protected int Start => OovStart + NumOovIndices;

    private protected abstract IEqualityComparer<T>? Comparer { get; }

    private protected abstract ITokenOrder<T> Order { get; }

    /// <summary>Gets the vocabulary: the token of each index.</summary>
    /// <param name="includeSpecialTokens">Whether the mask token and the OOV tokens are included. Default: true.</param>
    public IReadOnlyList<T> GetVocabulary(bool includeSpecialTokens = true) =>
        includeSpecialTokens ? [.. SpecialTokens, .. tokens] : [.. tokens];

    /// <summary>Sets the vocabulary.</summary>
    /// <param name="vocabulary">The tokens in order; the special ones may stand at the begin, in their order.</param>
    /// <param name="idfWeights">The inverse document frequency of each token, in the output mode "tf_idf" only.</param>
    /// <exception cref="ArgumentException">The vocabulary is empty, has a token twice, a special token in the middle, or too many tokens;
    /// or the weights do not fit.</exception>
    /// <exception cref="InvalidOperationException">A model that has this layer is being trained, or was written for a vocabulary of another
    /// size.</exception>
    public void SetVocabulary(IEnumerable<T> vocabulary, IReadOnlyList<double>? idfWeights = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        using Usage usage = Change("SetVocabulary");
        T[] all = [.. vocabulary];
        bool isTfIdf = OutputMode == OutputModes.TfIdf;
        if (isTfIdf != idfWeights is not null)
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected idfWeights in the output mode tf_idf and in no other, got {(isTfIdf ? "none" : "some")} "
                + $"in {OutputMode}.", nameof(idfWeights));
        if (all.Length == 0)
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected a vocabulary of at least one token, got none.", nameof(vocabulary));
        bool hasSpecial = all.Length >= Start && all.Take(Start).SequenceEqual(SpecialTokens, Comparer);
        T[] own = hasSpecial ? all[Start..] : all;
        CheckTokens(own);
        if (idfWeights is not null && idfWeights.Count != all.Length)
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected a weight for each of {all.Length} tokens, got {idfWeights.Count}.", nameof(idfWeights));
        idfWeights = idfWeights?.Select(w => Hyperparameter.Finite(w, nameof(idfWeights), $"{ClassName} '{Name}'")).ToArray();
        Take(own, idfWeights is null ? null : Padded(hasSpecial ? [] : [.. Enumerable.Repeat(idfWeights.Average(), Start)], idfWeights));
        MarkChanged();
    }

    /// <summary>Empty: the vocabulary does not depend on shapes.</summary>
    protected internal override JsonObject BuildConfig() => [];

    internal override void WriteEnvelope(JsonObject envelope)
    {
        envelope["build_config"] = new JsonObject();
        SharedLayers.Mark(this, envelope);
    }

    /// <summary>Sets the vocabulary to that of a text file, a token a line.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <exception cref="ArgumentException">The file has a token twice, a special one in the middle, or no or too many tokens.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is no token.</exception>
    public void LoadVocabulary(string path)
    {
        Required.Text("LoadVocabulary", "a path", path);
        if (!File.Exists(path))
            throw new FileNotFoundException(
                $"{ClassName} '{Name}': there is no file '{path}'{(Directory.Exists(path) ? ", but a directory" : "")}; give the path of a "
                + "text file with a token a line.", path);
        SetVocabulary(Lines(File.ReadAllText(path)));
    }

    internal override IReadOnlyList<(string Path, Func<string> Text)> Assets => hasGivenVocabulary
        ? []
        : [("vocabulary.txt", () => string.Join('\n', GetVocabulary().Select(t => FormattableString.Invariant($"{t}"))))];

    internal override IReadOnlyList<(string Path, float[] Values)> SavedArrays =>
        OutputMode == OutputModes.TfIdf && idf is not null ? [("vars/idf_weights", idf)] : [];

    internal override bool TakesSavedArrays => OutputMode == OutputModes.TfIdf;

    internal override bool TakesStrings => true;

    // Without a vocabulary yet, that of the file follows.
    internal override string? MisfitOf(float[] values) => tokens.Length == 0 || values.Length == Depth ? null
        : $"{ClassName} '{Name}' has a vocabulary of {VocabularySize} tokens and {Depth} weights of them, but the file has {values.Length}";

    internal override void ReadSavedArray(float[] values)
    {
        idf = values;
        MarkChanged();
    }

    internal override void ReadAsset(string text)
    {
        if (hasGivenVocabulary)
            return;
        T[] all = Lines(text);
        if (all.Length > 0)
            SetVocabulary(all, OutputMode == OutputModes.TfIdf && idf is { } weights ? [.. weights.Take(all.Length)] : null);
    }

    /// <summary>The token of a line.</summary>
    private protected abstract T ParseToken(string line);

    private T[] Lines(string text)
    {
        string[] lines = text.Split('\n');
        int count = lines.Length;
        while (count > 0 && lines[count - 1].TrimEnd('\r').Length == 0)
            count--;
        return [.. lines[..count].Select(l => ParseToken(l.TrimEnd('\r')))];
    }

    private T[] SpecialTokens =>
        [.. Enumerable.Repeat(Mask.Value, OovStart), .. Enumerable.Repeat(Oov.Has ? Oov.Value : default!, NumOovIndices)];

    private TokenCounts<T> CreateCounts() => new(Comparer);

    private void CheckTokens(T[] own)
    {
        if (Array.FindIndex(own, t => t is null) is >= 0 and var missing)
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected a token at {missing} of the vocabulary, got null; leave it out.");
        HashSet<T> met = new(Comparer);
        T[] repeated = [.. own.Where(t => !met.Add(t)).Distinct(Comparer)];
        if (repeated.Length > 0)
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected each token once in the vocabulary, got "
                + $"{string.Join(", ", repeated.Take(5).Select(t => $"'{t}'"))}{(repeated.Length > 5 ? ", …" : "")} more than once; "
                + "make them distinct.");
        if (Mask.Has && met.Contains(Mask.Value))
            throw Misplaced("mask", Mask.Value);
        if (Oov.Has && Invert && met.Contains(Oov.Value))
            throw Misplaced("OOV", Oov.Value);
        if (MaxTokens is { } most && own.Length + Start > most)
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected a vocabulary of at most {most} tokens, special ones included, got {own.Length + Start}.");

        ArgumentException Misplaced(string kind, T token) => new(
            $"{ClassName} '{Name}': expected the {kind} token '{token}' at the begin of the vocabulary only, or not at all; special tokens "
            + $"stand there as [{string.Join(", ", SpecialTokens.Select(t => $"'{t}'"))}].");
    }

    private void Take(T[] own, float[]? weights)
    {
        int size = own.Length + Start;
        if (IsBuilt && OutputMode != OutputModes.Int && !PadToMaxTokens && frozenSize is { } before && size != before)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}' was called with a vocabulary of {before} tokens, and vectors of the output mode {OutputMode} have "
                + $"as many places; a vocabulary of {size} needs a new layer, or padToMaxTokens.");
        (tokens, idf, frozenSize) = (own, weights, size);
        ForgetTable();
    }

    private float[] Padded(double[] front, IReadOnlyList<double> weights)
    {
        int all = front.Length + weights.Count, behind = PadToMaxTokens ? Math.Max(0, MaxTokens!.Value - all) : 0;
        return [.. front.Concat(weights).Select(w => (float)w), .. Enumerable.Repeat(0f, behind)];
    }
}
