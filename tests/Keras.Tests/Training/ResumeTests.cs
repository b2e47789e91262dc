using Keras.Callbacks;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Training that is resumed equals training that was not interrupted, bit for bit.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class ResumeTests : IDisposable
{
    private const int Epochs = 5;
    private const int Interrupted = 2;
    private static readonly float[,] X = Toy.Rows(50, 4);
    private static readonly float[,] Y = Toy.OneHot(50, 3);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("resume");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<JitCompile, long?, Shuffle, bool> Runs()
    {
        TheoryData<JitCompile, long?, Shuffle, bool> runs = [];
        foreach (long? seed in (long?[])[5, null])
        {
            runs.Add(JitCompile.Off, seed, Shuffle.Rows, false);
            runs.Add(JitCompile.Auto, seed, Shuffle.Rows, true);
            runs.Add(JitCompile.Off, seed, Shuffle.Batches, true);
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void In_one_process(JitCompile jitCompile, long? seed, Shuffle shuffle, bool averages)
    {
        using Sequential whole = Build(jitCompile, averages), parts = Build(jitCompile, averages);
        Runtime.Seed = 11;
        History all = whole.Fit(X, Y, Options(seed, shuffle));
        Runtime.Seed = 11;
        History first = parts.Fit(X, Y, Options(seed, shuffle) with { Epochs = Interrupted });
        _ = parts.Evaluate(X, Y, verbose: Verbosity.Silent);
        History second = parts.Fit(X, Y, Options(seed, shuffle) with { InitialEpoch = Interrupted });

        Assert.Equal(all["loss"], [.. first["loss"], .. second["loss"]]);
        Assert.Equal(Toy.Values(whole), Toy.Values(parts));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void In_a_new_process_from_the_model_that_was_saved_at_the_end(JitCompile jitCompile, long? seed, Shuffle shuffle, bool averages)
    {
        foreach (string file in (string[])["model.keras", "model.h5", "model.weights.h5"])
        {
            using Sequential whole = Build(jitCompile, averages), first = Build(jitCompile, averages);
            Runtime.Seed = 11;
            whole.Fit(X, Y, Options(seed, shuffle));
            Runtime.Seed = 11;
            first.Fit(X, Y, Options(seed, shuffle) with { Epochs = Interrupted });
            using Model second = Through(file, first, () => Build(jitCompile, averages));
            Assert.Equal(Toy.Values(first), Toy.Values(second));
            second.Fit(X, Y, Options(seed, shuffle) with { InitialEpoch = Interrupted });

            Assert.Equal(Toy.Values(whole), Toy.Values(second));
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void From_a_checkpoint_in_the_middle(JitCompile jitCompile, long? seed, Shuffle shuffle, bool averages)
    {
        using Sequential whole = Build(jitCompile, averages);
        whole.Fit(X, Y, Options(seed, shuffle) with { Callbacks = [new ModelCheckpoint(In("{epoch}.keras"))] });
        for (int epochs = 1; epochs < Epochs; epochs++)
        {
            Runtime.Seed = epochs;
            using Model resumed = Model.Load(In($"{epochs}.keras"));
            resumed.Fit(X, Y, Options(seed, shuffle) with { InitialEpoch = epochs });
            Assert.Equal(Toy.Values(whole), Toy.Values(resumed));
        }
    }

    [Theory]
    [InlineData(5L)]
    [InlineData(null)]
    public void From_streams_of_unequal_batches(long? seed)
    {
        using Sequential whole = Build(JitCompile.Auto, false), first = Build(JitCompile.Auto, false);
        whole.Fit(Batches(), Options(seed, Shuffle.Rows));
        first.Fit(Batches(), Options(seed, Shuffle.Rows) with { Epochs = Interrupted });
        using Model second = Through("model.keras", first, () => Build(JitCompile.Auto, false));
        second.Fit(Batches(), Options(seed, Shuffle.Rows) with { InitialEpoch = Interrupted });

        Assert.Equal(Toy.Values(whole), Toy.Values(second));

        static Dataset Batches() => Dataset.FromBatches(Enumerable.Range(0, 4).Select(i => (Toy.Rows(5 + i, 4), Toy.OneHot(5 + i, 3))));
    }

    [Fact]
    public void Random_numbers_in_a_map_of_the_data_resume_too()
    {
        using Sequential whole = Build(JitCompile.Auto, false), first =
            Build(JitCompile.Auto, false), second = Build(JitCompile.Auto, false);
        whole.Fit(Noisy(), Y, Options(5, Shuffle.Rows));
        first.Fit(Noisy(), Y, Options(5, Shuffle.Rows) with { Epochs = Interrupted });
        first.SaveWeights(In("first.weights.h5"));
        second.LoadWeights(In("first.weights.h5"));
        second.Fit(Noisy(), Y, Options(5, Shuffle.Rows) with { InitialEpoch = Interrupted });

        Assert.Equal(Toy.Values(whole), Toy.Values(second));

        static Data Noisy()
        {
            SeedGenerator random = new();
            return ((Data)X).Map(x => x + random.Next().Normal(x.Shape, dynamicShape: Ops.Shape(x)));
        }
    }

    [Fact]
    public void The_first_epoch_of_a_seed_is_what_it_was_and_epochs_differ()
    {
        using Sequential model = new(new Dropout(0.5) { InputShape = [100] }, new Dense(1) { UseBias = false, KernelInitializer = "ones" });
        model.Compile(new SGD(0), "mae");
        float[,] ones = new float[8, 100], zeros = new float[8, 1];
        foreach (ref float one in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref ones[0, 0], ones.Length))
            one = 1;
        IReadOnlyList<double> first = model.Fit(ones, zeros, Toy.Silent(3, 8) with { Seed = 3 })["loss"], again =
            model.Fit(ones, zeros, Toy.Silent(3, 8) with { Seed = 3 })["loss"];
        Assert.Equal(first, again);
        Assert.Equal(3, first.Distinct().Count());
    }

    [Fact]
    public void The_best_weights_that_were_put_back_do_not_change_how_training_goes_on()
    {
        using Sequential whole = Build(JitCompile.Off, false), first = Build(JitCompile.Off, false);
        double[] losses = [3, 1, 2, 4, 5];
        whole.Fit(X, Y, Options(5, Shuffle.Rows) with { Callbacks = Stopping() });
        first.Fit(X, Y, Options(5, Shuffle.Rows) with { Epochs = 3, Callbacks = Stopping() });
        using Model second = Through("model.keras", first, () => Build(JitCompile.Off, false));
        second.Fit(X, Y, Options(5, Shuffle.Rows) with { InitialEpoch = 3, Callbacks = Stopping() });

        Assert.Equal(Toy.Values(first), Toy.Values(whole));
        Assert.Equal(Toy.Values(whole), Toy.Values(second));

        Callback[] Stopping() =>
            [Callback.OnEpochEnd((epoch, logs) => logs["given"] = losses[epoch]),
                new EarlyStopping { Monitor = "given", Mode = "min", Patience = 9, RestoreBestWeights = true }];
    }

    [Fact]
    public void Weights_that_were_set_after_training_are_what_a_resumed_training_begins_with()
    {
        using Sequential model = Build(JitCompile.Off, false), other = Build(JitCompile.Off, false);
        other.Fit(X, Y, Options(6, Shuffle.Rows));
        model.Fit(X, Y, Options(5,
            Shuffle.Rows) with
        { Callbacks = [new EarlyStopping { Monitor = "loss", RestoreBestWeights = true, Mode = "max" }] });
        model.SetWeights(other.GetWeights());
        model.Optimizer.LearningRate = 0;
        model.Fit(X, Y, Options(5, Shuffle.Rows) with { InitialEpoch = Epochs, Epochs = Epochs + 1 });

        Assert.Equal(Toy.Values(other), Toy.Values(model));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_resumed_run_does_not_replace_a_better_file(bool lastFirst)
    {
        double[] losses = [3, 1, 2, 1.5, 0.5];
        for (int interrupted = 1; interrupted < losses.Length; interrupted++)
        {
            using Sequential first = Build(JitCompile.Off, false);
            first.Fit(X, Y, Options(5, Shuffle.Rows) with { Epochs = interrupted, Callbacks = Callbacks() });
            int[] best = [0, 0, 1, 1, 1, 4];
            Assert.Equal(best[interrupted], BestEpoch());
            for (int epochs = interrupted; epochs < losses.Length; epochs++)
            {
                Runtime.Seed = epochs;
                using Model next = Model.Load(In("last.keras"));
                next.Fit(X, Y, Options(5, Shuffle.Rows) with { InitialEpoch = epochs, Epochs = epochs + 1, Callbacks = Callbacks() });
                Assert.Equal(best[epochs + 1], BestEpoch());
            }

            File.Delete(In("best.keras"));
        }

        Callback[] Callbacks()
        {
            ModelCheckpoint last = new(In("last.keras")), kept =
                new(In("best.keras")) { Monitor = "given", Mode = "min", SaveBestOnly = true };
            Callback given = Callback.OnEpochEnd((epoch, logs) => logs["given"] = losses[epoch]);
            return lastFirst ? [given, last, kept] : [given, kept, last];
        }

        long BestEpoch()
        {
            using Model model = Model.Load(In("best.keras"));
            return (model.Optimizer.IterationCount / 7) - 1;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Patience_goes_on_where_it_was(bool checkpointFirst)
    {
        double[] losses = [3, 1, 2, 2, 2, 2, 2];
        for (int interrupted = 1; interrupted < 5; interrupted++)
        {
            using Sequential first = Build(JitCompile.Off, false);
            first.Fit(X, Y, Options(5, Shuffle.Rows) with { Epochs = interrupted, Callbacks = Callbacks(out _) });
            using Model second = Model.Load(In("last.keras"));
            second.Fit(X, Y, Options(5, Shuffle.Rows) with
            {
                InitialEpoch = interrupted,
                Epochs = 7,
                Callbacks = Callbacks(out EarlyStopping stopping)
            });

            Assert.Equal(4, stopping.StoppedEpoch);
            Assert.Equal(1, stopping.BestEpoch);
            Assert.Equal(5 * 7, second.Optimizer.IterationCount);
        }

        Callback[] Callbacks(out EarlyStopping stopping)
        {
            stopping = new() { Monitor = "given", Mode = "min", Patience = 3 };
            Callback given = Callback.OnEpochEnd((epoch, logs) => logs["given"] = losses[epoch]);
            ModelCheckpoint last = new(In("last.keras"));
            return checkpointFirst ? [given, last, stopping] : [given, stopping, last];
        }
    }

    [Fact]
    public void A_training_from_the_beginning_replaces_what_an_earlier_one_left()
    {
        foreach (double loss in (double[])[1, 2])
        {
            using Sequential model = Build(JitCompile.Off, false);
            ModelCheckpoint kept = new(In("best.keras")) { Monitor = "given", Mode = "min", SaveBestOnly = true };
            model.Fit(X, Y, Options(5, Shuffle.Rows) with
            {
                Epochs = 1,
                Callbacks = [Callback.OnEpochEnd((_, logs) => logs["given"] = loss), kept]
            });
            Assert.Equal(loss, kept.Best);
            Assert.Equal(loss, Keras.Saving.TrainingStateGroup.ReadBest(In("best.keras"))!.Value);
        }
    }

    private static FitOptions Options(long? seed, Shuffle shuffle) => Toy.Silent(Epochs, 8) with { Seed = seed, Shuffle = shuffle };

    private static Sequential Build(JitCompile jitCompile, bool averages)
    {
        Runtime.Seed = 7;
        Sequential model = new(new Dense(8, "relu") { InputShape = [4] }, new Dropout(0.4),
            new Dense(6, "relu"), new Dropout(0.2, seed: 9), new Dense(3, "softmax"));
        model.Compile(new Adam(0.01) { UseEma = averages, EmaMomentum = 0.8 },
            "categorical_crossentropy", ["accuracy"], jitCompile: jitCompile);
        return model;
    }

    /// <summary>The model as another process has it: from a file, after other random numbers.</summary>
    private Model Through(string file, Sequential model, Func<Sequential> build)
    {
        bool weightsOnly = file.EndsWith(".weights.h5", StringComparison.Ordinal);
        if (weightsOnly)
            model.SaveWeights(In(file));
        else
            model.Save(In(file));
        Sequential? built = weightsOnly ? build() : null;
        Runtime.Seed = 1234;
        built?.LoadWeights(In(file));
        return built ?? Model.Load(In(file));
    }

    private string In(string name) => Path.Combine(folder.FullName, name);
}
