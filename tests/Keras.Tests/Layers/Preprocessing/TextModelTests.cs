using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>Strings in models, datasets and streams, and what layers of strings refuse.</summary>
public sealed class TextModelTests
{
    private static readonly string[] Texts = ["good fun", "bad bore", "good film", "bad film", "good good", "bad, bad!"];
    private static readonly float[] Targets = [1, 0, 1, 0, 1, 0];

    public static TheoryData<string, Func<object?>, string> Misuse => new()
    {
        { "no vocabulary", () => new StringLookup().Apply(Texts), "has no vocabulary yet; call Adapt" },
        { "no vocabulary of texts", () => new TextVectorization().Apply(Texts), "has no vocabulary yet" },
        { "vectors", () => new StringLookup(outputMode: "count").Apply(new Input([1], dtype: DType.String)), "mode count needs" },
        { "twice", () => new StringLookup(vocabulary: ["a", "b", "a"]), "each token once in the vocabulary, got 'a' more than once" },
        { "mask", () => new StringLookup(vocabulary: ["a", ""], maskToken: ""), "the mask token '' at the begin" },
        { "empty", () => new StringLookup(vocabulary: []), "at least one token, got none" },
        { "too many", () => new StringLookup(2, vocabulary: ["a", "b"]), "at most 2 tokens, special ones included, got 3" },
        { "numbers", () => new StringLookup(vocabulary: ["a"]).Apply(new[] { 1 }), "expected strings, got int32 [1]; use IntegerLookup" },
        { "strings", () => new IntegerLookup(vocabulary: [1]).Apply(Texts), "expected numbers, got string [6]" },
        { "strings in a layer of numbers", () => new Dense(1) { Name = "d" }.Apply(new[,] { { "a", "b" } }),
            "Dense 'd': expected numbers, got string [1, 2]; make numbers of them before, as StringLookup does." },
        { "strings in a layer that keeps types", () => new Masking { Name = "m" }.Apply(new Input([2], dtype: DType.String)),
            "Masking 'm': expected numbers, got string [?, 2]" },
        { "numbers in a model of strings", () => LookUp().Predict(new float[,] { { 1 } }),
            "Model 'm': expected input 'texts' to hold strings, got float32 [?, 1]; convert the data before" },
        { "null as a token", () => new StringLookup(vocabulary: ["a", null!]), "a token at 1 of the vocabulary, got null; leave it out" },
        { "no file", () => Loaded("no.txt"), "there is no file 'no.txt'; give the path of a text file with a token a line" },
        { "numbers as texts", () => new TextVectorization(vocabulary: ["a"]).Apply(new[] { 1 }), "expected strings, got int32 [1]" },
        { "weight", () => new StringLookup(vocabulary: ["a"], outputMode: "tf_idf", idfWeights: new[] { double.NaN }),
            "a finite number as idfWeights, got NaN" },
        { "unknown token", () => new StringLookup(vocabulary: ["a"], numOovIndices: 0).Apply(Texts), "give numOovIndices: 1" },
        { "two texts", () => new TextVectorization(vocabulary: ["a"]).Apply(new[,] { { "a", "b" } }), "one text for each sample" },
        { "standardization", () => new TextVectorization(standardize: "upper"), "or null, got 'upper'" },
        { "length of vectors", () => new TextVectorization(outputMode: "count", outputSequenceLength: 3),
            "expected the output mode int with outputSequenceLength" },
        { "ragged", () => new TextVectorization(ragged: true), "no ragged tensors here" },
        { "salt", () => new IntegerLookup(salt: [3]), "expected no salt with the oovMethod floormod" },
        { "padding", () => new StringLookup(padToMaxTokens: true), "expected maxTokens with padToMaxTokens, got none" },
        { "given", () => Adapted(new StringLookup(vocabulary: ["a"])), "was given its vocabulary" },
        { "type of bins", () => new Hashing(3) { DTypePolicy = "float32" }.Apply(new[] { 1 }), "expected the dtype int32 or int64" },
        { "mask of another type", () => new Hashing(3, "a").Apply(new[] { 1 }), "expected strings, as the mask value a is" },
        { "one feature", () => new HashedCrossing(3).Apply(new Input([1], dtype: DType.Int32)), "at least two features to cross, got 1" },
        { "floats", () => new HashedCrossing(3).Apply([new float[] { 1 }, new float[] { 1 }]), "with Discretization before" },
        { "compiled", () => Trained(JitCompile.On, null), "and XLA compiles for lengths that are known beforehand; use JitCompile.Auto" },
    };

    [Theory]
    [MemberData(nameof(Misuse))]
    public void Misuse_is_told(string name, Func<object?> action, string message)
    {
        Assert.NotEmpty(name);
        Exception e = Assert.ThrowsAny<Exception>(action);
        Assert.True(e is ShapeException or ArgumentException or InvalidOperationException or NotSupportedException or FileNotFoundException
                or TensorFlowException,
            e.ToString());
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(null, false)]
    public void A_model_trains_on_strings_and_says_whether_its_rest_is_compiled(int? length, bool isCompiled)
    {
        using Model model = Trained(JitCompile.Auto, length);
        Assert.Equal(isCompiled, model.Compilation!.IsCompiled);
        Assert.Contains(
            isCompiled ? "runs ahead with the ordinary kernels" : "it cannot run ahead of the rest: TextVectorization",
            model.Compilation.Reason, StringComparison.Ordinal);
        using Tensor predicted = model.Predict(new[] { "good", "bad" });
        float[] scores = predicted.ToArray<float>();
        Assert.True(scores[0] > 0.7f && scores[1] < 0.3f, string.Join(", ", scores));
    }

    [Fact]
    public void A_stream_of_strings_trains_too()
    {
        TextVectorization vectorization = new(outputSequenceLength: 3);
        vectorization.Adapt(Dataset.FromBatches(Batches()));
        using Sequential model = Classifier(vectorization);
        model.Compile(new Keras.Optimizers.Adam(0.1), "binary_crossentropy");
        History history = model.Fit(Dataset.FromBatches(Batches()), epochs: 20);
        Assert.True(history["loss"][^1] < 0.2, $"{history["loss"][^1]}");

        static IEnumerable<(string[] X, float[] Y)> Batches()
        {
            yield return (Texts[..3], Targets[..3]);
            yield return (Texts[3..], Targets[3..]);
        }
    }

    [Fact]
    public void A_map_of_a_dataset_prepares_strings()
    {
        StringLookup lookup = new(vocabulary: ["good", "bad"], outputMode: "multi_hot");
        using Sequential model = new(new Dense(1, "sigmoid"));
        model.Compile(new Keras.Optimizers.Adam(0.3), "binary_crossentropy", jitCompile: JitCompile.Off);
        History history = model.Fit(Dataset.FromTensors(new[,] { { "good" }, { "bad" }, { "good" }, { "bad" } }, new float[] { 1, 0, 1, 0 })
            .Map((x, y) => (lookup.Apply(x, new CallContext()).Cast(DType.Float32), y)), epochs: 30);
        Assert.True(history["loss"][^1] < 0.2, $"{history["loss"][^1]}");
    }

    [Fact]
    public void Integers_beyond_the_precision_of_double_go_through_a_config()
    {
        long[] large = [9007199254740993, -9007199254740995];
        using IntegerLookup lookup = new(vocabulary: large, oovMethod: "farmhash", salt: large);
        using IntegerLookup again = IntegerLookup.FromConfig(lookup.GetConfig());
        Assert.Equal(large, again.GetVocabulary(includeSpecialTokens: false));
        Assert.Equal(large, again.Salt);
    }

    [Fact]
    public void A_vocabulary_is_read_from_a_file()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.txt");
        try
        {
            File.WriteAllText(path, "good\nbad\r\nfilm\n");
            using StringLookup lookup = new();
            lookup.LoadVocabulary(path);
            Assert.Equal(["[UNK]", "good", "bad", "film"], lookup.GetVocabulary());
            Assert.Equal(["good", "bad", "film"], lookup.GetVocabulary(includeSpecialTokens: false));
            Assert.Equal(4, lookup.VocabularySize);
            using IntegerLookup integers = new();
            Assert.Contains("expected an integer in each line",
                Assert.Throws<InvalidDataException>(() => integers.LoadVocabulary(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Tokens_come_back_by_an_inverse_look_up()
    {
        using StringLookup lookup = new(maskToken: "");
        lookup.Adapt(new[] { "b", "a", "b" });
        using StringLookup inverse = new(maskToken: "", vocabulary: lookup.GetVocabulary(), invert: true);
        using Tensor places = lookup.Apply(new[] { "a", "b", "", "c" });
        using Tensor tokens = inverse.Apply(places);
        Assert.Equal(["a", "b", "", "[UNK]"], tokens.ToStrings());
    }

    private static object? Adapted(StringLookup lookup)
    {
        lookup.Adapt(Texts);
        return null;
    }

    private static object? Loaded(string path)
    {
        using StringLookup lookup = new();
        lookup.LoadVocabulary(path);
        return null;
    }

    private static Model LookUp()
    {
        Input texts = new([1], dtype: DType.String, name: "texts");
        return new(texts, new StringLookup(vocabulary: ["a"]).Apply(texts), name: "m");
    }

    private static Sequential Trained(JitCompile jitCompile, int? length)
    {
        TextVectorization vectorization = new(outputSequenceLength: length);
        vectorization.Adapt(Texts);
        Sequential model = Classifier(vectorization);
        model.Compile(new Keras.Optimizers.Adam(0.1), "binary_crossentropy", jitCompile: jitCompile);
        _ = model.Fit(Texts, Targets, epochs: 20, batchSize: 2);
        return model;
    }

    private static Sequential Classifier(TextVectorization vectorization) => new(
        new InputLayer([1], dtype: DType.String), vectorization, new Embedding(vectorization.VocabularySize, 4),
        new GlobalAveragePooling1D(), new Dense(1, "sigmoid"));
}
