using Keras.Layers;
using Keras.Tests.Support;
using Keras.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>Layers of strings run ahead with the ordinary kernels; what follows is compiled, and learns what an uncompiled model
/// does.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class StringStageTests
{
    private const int Samples = 72;
    private static readonly string[] Words = ["good", "bad", "film", "the", "plot", "of", "a", "Über", "naïve", "🙂", "dull", "fine"];
    private static readonly string[] Texts = [.. Enumerable.Range(0, Samples).Select(Text)];
    private static readonly float[] Targets = [.. Texts.Select(t => t.Contains("good", StringComparison.Ordinal) ? 1f : 0f)];
    private static readonly float[,] Numbers = Ratings();

    public static TheoryData<string> Kinds => new(Models.Keys);

    private static Dictionary<string, Func<Sample>> Models { get; } = new(StringComparer.Ordinal)
    {
        ["texts"] = () => new(Classifier(new GlobalAveragePooling1D()), Texts),
        ["a sequence"] = () => new(Classifier(new GRU(3)), Texts),
        ["masks"] = () => new(Classifier(new LSTM(3), maskZero: true), Texts),
        ["vectors"] = () => new(
            new(new InputLayer([1], dtype: DType.String), Vectorization("tf_idf"), new Dense(4, "relu"), new Dense(1, "sigmoid")), Texts),
        ["hashes of numbers"] = () => new(
            new(new InputLayer([2], dtype: DType.Int64), new Hashing(7), new Embedding(7, 3), new Flatten(), new Dense(1, "sigmoid")),
            Hashed()),
        ["statistics of a batch"] = () => new(Classifier(new GlobalMaxPooling1D(), new BatchNormalization()), Texts),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compiled_and_uncompiled_models_learn_the_same(string kind)
    {
        History expected = Train(kind, JitCompile.Off), compiled = Train(kind, JitCompile.On);
        Assert.False(expected.Compilation!.IsCompiled);
        Assert.True(compiled.Compilation!.IsCompiled);
        Assert.NotNull(compiled.Compilation.OrdinaryPart);
        AssertAlike(expected, compiled);
    }

    [Fact]
    public void Parts_of_a_batch_each_have_their_strings()
    {
        History expected = Train("a sequence", JitCompile.Off);
        using IDisposable machine = StepDivision.WithProcessors(2);
        History divided = Train("a sequence", JitCompile.Auto);
        Assert.Equal(2, divided.Compilation!.Parts);
        AssertAlike(expected, divided);
    }

    [Theory]
    [InlineData("rows")]
    [InlineData("stream")]
    [InlineData("single batches")]
    public void Strings_and_numbers_in_nested_models_train_in_every_way(string way)
    {
        float[] expected = TrainNested(way, JitCompile.Off), compiled = TrainNested(way, JitCompile.On);
        AssertAlike(expected, compiled);
    }

    [Fact]
    public void A_function_of_a_dataset_prepares_strings_ahead_and_images_behind()
    {
        double[] expected = Losses(JitCompile.Off), compiled = Losses(JitCompile.On);
        AssertAlike([.. expected.Select(l => (float)l)], [.. compiled.Select(l => (float)l)]);

        static double[] Losses(JitCompile jitCompile)
        {
            StringLookup lookup = new(vocabulary: ["good", "bad"], numOovIndices: 1);
            using Sequential model = new(new Dense(3, "softmax") { InputShape = [2] });
            Fill(model);
            model.Compile("sgd", "sparse_categorical_crossentropy", jitCompile: jitCompile);
            string[] labels = [.. Enumerable.Range(0, Samples).Select(i => Words[i % 3])];
            History history = model.Fit(
                Dataset.FromTensors(Numbers, labels).Map((x, y) => (x * 2, lookup.Apply(y, new CallContext()))),
                new FitOptions { BatchSize = 16, Epochs = 2, Seed = 1, Verbose = Verbosity.Silent });
            Assert.Equal(jitCompile == JitCompile.On ? $"StringLookup '{lookup.Name}'" : null, history.Compilation!.OrdinaryPart);
            return [.. history["loss"]];
        }
    }

    [Fact]
    public void A_loop_around_strings_is_not_compiled_and_says_so()
    {
        using Model model = new Repeating();
        model.Compile("sgd", "mse");
        History history = model.Fit(Hashed(), Targets, batchSize: 8, epochs: 1, verbose: Verbosity.Silent);
        Assert.False(history.Compilation!.IsCompiled);
        Assert.Contains("is called in a loop or a branch", history.Compilation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_from_trained_weights_does_not_run_ahead()
    {
        Input x = new([2]);
        KerasTensor trained = new Dense(2).Apply(x), rounded = new Lambda(v => Ops.Round(v * 10).Cast(DType.Int64)).Apply(trained);
        KerasTensor embedded = new Flatten().Apply(new Embedding(5, 3).Apply(new Hashing(5).Apply(rounded)));
        using Model model = new(x, new Dense(1).Apply(new Concatenate().Apply([embedded, trained])));
        model.Compile("sgd", "mse");
        History history = model.Fit(Numbers, Targets, batchSize: 8, epochs: 1, verbose: Verbosity.Silent);
        Assert.False(history.Compilation!.IsCompiled);
        Assert.Contains("follows from weights that are trained", history.Compilation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_predictor_takes_strings()
    {
        using Sequential model = Classifier(new GlobalAveragePooling1D());
        using Tensor expected = model.Predict(Texts[..3]);
        using Predictor predictor = model.CreatePredictor(3);
        Assert.Equal([DType.String], predictor.InputTypes);
        float[] scores = new float[3];
        predictor.Run(Texts.AsSpan(0, 3), scores);
        AssertAlike(expected.ToArray<float>(), scores);
        Assert.Contains("expected strings for the input",
            Assert.Throws<ArgumentException>(() => predictor.Run([1f, 2f, 3f], scores)).Message, StringComparison.Ordinal);
        Assert.Contains("expected 3 strings", Assert.Throws<ArgumentException>(() => predictor.Run(["a"], scores)).Message,
            StringComparison.Ordinal);
        using Predictor varying = Classifier(new GlobalAveragePooling1D(), length: null).CreatePredictor(1);
        varying.Run(["good"], scores.AsSpan(0, 1));
    }

    [Fact]
    public void A_predictor_takes_strings_beside_numbers()
    {
        using Model model = Nested();
        using Tensor text = Tensor.CreateStrings(Texts.AsSpan(0, 1), [1, 1]), rating = Tensor.FromArray(new float[,] { { 3, 4 } });
        using Tensor expected = model.Predict(new() { ["text"] = text, ["rating"] = rating });
        using Predictor predictor = model.CreatePredictor();
        float[] score = new float[1];
        predictor.Run([rating, text], [score]);
        AssertAlike(expected.ToArray<float>(), score);
        Assert.Contains("expected float32 [1, 2] for the input 'rating', got string [1, 1]",
            Assert.Throws<ArgumentException>(() => predictor.Run([text, rating], [score])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_native_is_left() => NativeLeaks.AssertNone(() =>
    {
        using Model model = Nested();
        model.Compile("adam", "binary_crossentropy");
        _ = model.Fit(Inputs(), Targets, batchSize: 16, epochs: 1, verbose: Verbosity.Silent);
        using Tensor predicted = model.Predict(Inputs());
        using Predictor predictor = model.CreatePredictor();
        using Tensor text = Tensor.CreateStrings(["good"], [1, 1]), rating = Tensor.FromArray(new float[,] { { 3, 4 } });
        predictor.Run([rating, text], [new float[1]]);
    });

    private static History Train(string kind, JitCompile jitCompile)
    {
        (Sequential model, Data x) = Models[kind]();
        using (model)
        {
            Fill(model);
            model.Compile(new Keras.Optimizers.Adam(0.05), "binary_crossentropy", ["accuracy"], jitCompile: jitCompile);
            // The last batch is smaller.
            return model.Fit(x, Targets, batchSize: 32, epochs: 2, seed: 1, verbose: Verbosity.Silent);
        }
    }

    private static float[] TrainNested(string way, JitCompile jitCompile)
    {
        using Model model = Nested();
        model.Compile(new Keras.Optimizers.Adam(0.05), "binary_crossentropy", jitCompile: jitCompile);
        if (way == "rows")
            _ = model.Fit(Inputs(), Targets, batchSize: 16, epochs: 2, seed: 1, verbose: Verbosity.Silent);
        if (way == "stream")
            _ = model.Fit(Dataset.FromBatches(Batches()), epochs: 2, verbose: Verbosity.Silent);
        if (way == "single batches")
            _ = model.TrainOnBatch(Inputs(), Targets);
        if (way != "single batches")
            Assert.Equal(jitCompile == JitCompile.On, model.Compilation!.IsCompiled);
        Evaluation evaluation = model.Evaluate(Inputs(), Targets, verbose: Verbosity.Silent);
        using Tensor predicted = model.Predict(Inputs());
        return [(float)evaluation["loss"], .. predicted.ToArray<float>()];
    }

    private static IEnumerable<(Data X, Data Y)> Batches()
    {
        for (int i = 0; i < Samples; i += 24)
            yield return (new Data { ["text"] = Texts[i..(i + 24)], ["rating"] = Rows(i, i + 24) }, Targets[i..(i + 24)]);
    }

    private static Data Inputs() => new() { ["text"] = Texts, ["rating"] = Numbers };

    private static Model Nested()
    {
        Input words = new([1], dtype: DType.String), text = new([1], name: "text", dtype: DType.String), rating = new([2], name: "rating");
        TextVectorization vectorization = Vectorization("int", 4);
        Model inner = new(words, new GlobalAveragePooling1D().Apply(
            new Embedding(vectorization.VocabularySize, 3).Apply(vectorization.Apply(words))));
        Model model = new(
            new() { ["text"] = text, ["rating"] = rating },
            new Dense(1, "sigmoid").Apply(new Concatenate().Apply(inner.Apply(text), new Dense(3, "tanh").Apply(rating))));
        Fill(model);
        return model;
    }

    private static Sequential Classifier(Layer pooling, Layer? next = null, bool maskZero = false, int? length = 4)
    {
        TextVectorization vectorization = Vectorization("int", length);
        return new([
            new InputLayer([1], dtype: DType.String), vectorization,
            new Embedding(vectorization.VocabularySize, 4) { MaskZero = maskZero }, pooling,
            .. next is null ? (Layer[])[] : [next], new Dense(1, "sigmoid"),
        ]);
    }

    private static TextVectorization Vectorization(string outputMode, int? length = null)
    {
        TextVectorization vectorization = new(outputMode: outputMode, outputSequenceLength: length);
        vectorization.Adapt(Texts);
        return vectorization;
    }

    private static void Fill(Model model)
    {
        Random random = new(3);
        foreach (Weight weight in model.TrainableWeights)
        {
            float[] values = [.. Enumerable.Range(0, checked((int)weight.Shape.ElementCount)).Select(_ => random.NextSingle() - 0.5f)];
            using Tensor value = Tensor.Create<float>(values, weight.Shape);
            weight.Assign(value);
        }
    }

    private static string Text(int index)
    {
        Random random = new(index);
        return string.Join(' ', Enumerable.Range(0, index % 7).Select(_ => Words[random.Next(Words.Length)]));
    }

    private static float[,] Ratings()
    {
        float[,] ratings = new float[Samples, 2];
        for (int i = 0; i < Samples; i++)
            (ratings[i, 0], ratings[i, 1]) = (i % 5 / 5f, i % 3 / 3f);
        return ratings;
    }

    private static float[][] Rows(int first, int end) =>
        [.. Enumerable.Range(first, end - first).Select(i => (float[])[Numbers[i, 0], Numbers[i, 1]])];

    private static long[,] Hashed()
    {
        long[,] rows = new long[Samples, 2];
        for (int i = 0; i < Samples; i++)
            (rows[i, 0], rows[i, 1]) = (i, i * 3);
        return rows;
    }

    private static void AssertAlike(History expected, History actual) => AssertAlike(
        [.. expected["loss"].Select(l => (float)l)], [.. actual["loss"].Select(l => (float)l)]);

    private static void AssertAlike(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    private sealed record Sample(Sequential Model, Data X);

    /// <summary>A model that hashes inside of a loop.</summary>
    private sealed class Repeating : Model
    {
        private readonly Hashing hashing;
        private readonly Dense dense;

        public Repeating() => (hashing, dense) = (AddLayer(new Hashing(5)), AddLayer(new Dense(1)));

        protected override Symbol Call(Symbol x, CallContext context)
        {
            Symbol[] last = Ops.WhileLoop(
                v => RawOps.Less(v[0], v[0].Number(2)), v => [v[0] + 1, hashing.Apply(v[1], context).Cast(DType.Int64)],
                [x.Graph.Constant(0, DType.Int32), x]);
            return dense.Apply(last[1].Cast(DType.Float32), context);
        }
    }
}
