using Keras.Callbacks;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Training that is resumed in the middle of an epoch equals training that was not interrupted, bit for bit.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class ResumeWithinEpochTests : IDisposable
{
    private const int Epochs = 3;
    private const int Steps = 7;
    private static readonly float[,] X = Toy.Rows(50, 4);
    private static readonly float[,] Y = Toy.OneHot(50, 3);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("resume-within");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<JitCompile, long?, Shuffle, bool, string> Runs()
    {
        TheoryData<JitCompile, long?, Shuffle, bool, string> runs = [];
        foreach (long? seed in (long?[])[5, null])
        {
            runs.Add(JitCompile.Off, seed, Shuffle.Rows, false, ".keras");
            runs.Add(JitCompile.On, seed, Shuffle.Rows, true, ".weights.h5");
            runs.Add(JitCompile.Off, seed, Shuffle.Batches, true, ".h5");
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void From_every_batch_of_every_epoch(JitCompile jitCompile, long? seed, Shuffle shuffle, bool averages, string form)
    {
        using Sequential whole = Build(jitCompile, averages);
        ModelCheckpoint each = Each(1, form);
        History all = whole.Fit(X, Y, Options(seed, shuffle) with { Callbacks = [each] });
        foreach (int at in (int[])[1, 4, Steps - 1, Steps, Steps + 1, (2 * Steps) + 3, Epochs * Steps])
        {
            (int epoch, int step) = ((at - 1) / Steps, ((at - 1) % Steps) + 1);
            using Model resumed = Read($"{epoch + 1}-{step}{form}", () => Build(jitCompile, averages));
            History rest = resumed.Fit(X, Y, Options(seed, shuffle) with { Resume = true });

            Assert.Equal(Toy.Values(whole), Toy.Values(resumed));
            Assert.Equal(Enumerable.Range(epoch, Epochs - epoch), rest.Epochs);
            foreach (string key in all.Keys)
                Assert.Equal(all.Values(key).Skip(epoch), rest.Values(key));
        }
    }

    [Fact]
    public void Batches_of_a_stream_that_are_done_are_passed_over()
    {
        using Sequential whole = Build(JitCompile.Auto, false);
        History all = whole.Fit(Batches(), Options(5, Shuffle.Rows) with { Callbacks = [Each(1)] });
        foreach ((int epoch, int step) in ((int, int)[])[(0, 2), (1, 1), (1, 4), (2, 5)])
        {
            using Model resumed = Read($"{epoch + 1}-{step}.keras", () => Build(JitCompile.Auto, false));
            History rest = resumed.Fit(Batches(), Options(5, Shuffle.Rows) with { Resume = true });
            Assert.Equal(Toy.Values(whole), Toy.Values(resumed));
            Assert.Equal(all["accuracy"].Skip(epoch), rest["accuracy"]);
        }

        static Dataset Batches() => Dataset.FromBatches(
            Enumerable.Range(0, 5).Select(i => (Toy.Rows(5 + (i / 2), 4), Toy.OneHot(5 + (i / 2), 3))));
    }

    [Fact]
    public void Random_numbers_in_a_map_of_the_data_go_on()
    {
        using Sequential whole = Build(JitCompile.Auto, false);
        whole.Fit(Noisy(), Y, Options(5, Shuffle.Rows) with { Callbacks = [Each(1)] });
        foreach (string file in (string[])["1-3.keras", "2-6.keras", "2-7.keras"])
        {
            using Model resumed = Read(file, () => Build(JitCompile.Auto, false));
            resumed.Fit(Noisy(), Y, Options(5, Shuffle.Rows) with { Resume = true });
            Assert.Equal(Toy.Values(whole), Toy.Values(resumed));
        }

        static Data Noisy()
        {
            SeedGenerator random = new();
            return ((Data)X).Map(x => x + random.Next().Normal(x.Shape, dynamicShape: Ops.Shape(x)));
        }
    }

    [Theory]
    [InlineData(5L)]
    [InlineData(null)]
    public void Epochs_of_so_many_steps_go_on_in_the_data_where_they_were(long? seed)
    {
        FitOptions options = Options(seed, Shuffle.Rows) with { Epochs = 6, StepsPerEpoch = 3 };
        using Sequential whole = Build(JitCompile.Off, false);
        ModelCheckpoint epochs = new(In("{epoch}.keras"));
        History all = whole.Fit(X, Y, options with { Callbacks = [Each(1), epochs] });
        foreach (string file in (string[])["1-2.keras", "2.keras", "3-1.keras", "3.keras", "5-1.keras"])
        {
            int finished = file[0] - '0' - (file.Contains('-', StringComparison.Ordinal) ? 1 : 0);
            using Model resumed = Read(file, () => Build(JitCompile.Off, false));
            History rest = resumed.Fit(X, Y, options with { Resume = true });
            Assert.Equal(Toy.Values(whole), Toy.Values(resumed));
            Assert.Equal(all["loss"].Skip(finished), rest["loss"]);
        }

        using Model byEpoch = Read("2.keras", () => Build(JitCompile.Off, false));
        byEpoch.Fit(X, Y, options with { InitialEpoch = 2 });
        Assert.Equal(Toy.Values(whole), Toy.Values(byEpoch));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_training_that_was_cancelled_goes_on_after_its_last_batch(bool throughFile)
    {
        using Sequential whole = Build(JitCompile.Off, true), first = Build(JitCompile.Off, true);
        History all = whole.Fit(X, Y, Options(5, Shuffle.Rows));
        using CancellationTokenSource stop = new();
        int seen = 0;
        Callback cancelling = Callback.OnTrainBatchEnd((_, _) => { if (++seen == Steps + 4) stop.Cancel(); });
        FitOptions options = Options(5, Shuffle.Rows) with { Callbacks = [cancelling] };
        Assert.True(first.Fit(X, Y, options, cancellationToken: stop.Token).WasCancelled);
        first.Save(In("cancelled.keras"));
        using Model? read = throughFile ? Read("cancelled.keras", () => first) : null;
        Model resumed = read ?? first;
        History rest = resumed.Fit(X, Y, Options(5, Shuffle.Rows) with { Resume = true });

        Assert.Equal(Toy.Values(whole), Toy.Values(resumed));
        Assert.Equal(all["loss"].Skip(1), rest["loss"]);
    }

    [Fact]
    public void Rates_that_follow_from_those_before_are_set_once_an_epoch()
    {
        using Sequential whole = Build(JitCompile.Off, false);
        Callback[] Falling(params Callback[] others) => [new LearningRateScheduler((_, rate) => rate * 0.5), .. others];
        whole.Fit(X, Y, Options(5, Shuffle.Rows) with { Callbacks = Falling(Each(3)) });
        using Model resumed = Read("2-5.keras", () => Build(JitCompile.Off, false));
        resumed.Fit(X, Y, Options(5, Shuffle.Rows) with { Resume = true, Callbacks = Falling() });
        Assert.Equal(Toy.Values(whole), Toy.Values(resumed));
    }

    [Fact]
    public void Checkpoints_after_so_many_batches_go_on_counting()
    {
        using Sequential whole = Build(JitCompile.Off, false);
        whole.Fit(X, Y, Options(5, Shuffle.Rows) with { Callbacks = [Each(3)] });
        string[] all = [.. folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)];
        using Model resumed = Read("2-2.keras", () => Build(JitCompile.Off, false));
        foreach (FileInfo file in folder.GetFiles())
            file.Delete();
        resumed.Fit(X, Y, Options(5, Shuffle.Rows) with { Resume = true, Callbacks = [Each(3)] });
        Assert.Equal(["2-5.keras", "3-1.keras", "3-4.keras", "3-7.keras"],
            folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.Equal(7, all.Length);
    }

    [Fact]
    public void An_initial_epoch_begins_with_its_first_batch_and_a_model_that_was_not_trained_at_the_beginning()
    {
        using Sequential whole = Build(JitCompile.Off, false), fresh = Build(JitCompile.Off, false);
        whole.Fit(X, Y, Options(5, Shuffle.Rows) with { Callbacks = [Each(3)] });
        using Model anew = Read("2-2.keras", () => Build(JitCompile.Off, false));
        anew.Fit(X, Y, Options(5, Shuffle.Rows) with { InitialEpoch = 1, Epochs = 2 });
        Assert.Equal(Steps + 2 + Steps, anew.Optimizer.IterationCount);
        Assert.Equal(Enumerable.Range(0, Epochs), fresh.Fit(X, Y, Options(5, Shuffle.Rows) with { Resume = true }).Epochs);
        Assert.Equal(Toy.Values(whole), Toy.Values(fresh));
    }

    [Fact]
    public void Other_data_and_other_metrics_are_told()
    {
        using Sequential whole = Build(JitCompile.Off, false);
        whole.Fit(X, Y, Options(5, Shuffle.Rows) with { Callbacks = [Each(3, ".weights.h5")] });
        using Model larger = Read("2-2.weights.h5", () => Build(JitCompile.Off, false));
        using Model measured = Read("2-2.weights.h5", () => Measured());
        History begun = larger.Fit(X, Y, Options(5, Shuffle.Rows) with { BatchSize = 16, Resume = true });
        Assert.Equal([1, 2], begun.Epochs);
        Assert.Contains("batch 2 of 7 of epoch 2, but an epoch has 4 batches now", Assert.Single(begun.Warnings), StringComparison.Ordinal);
        History rest = measured.Fit(X, Y, Options(5, Shuffle.Rows) with { Resume = true });
        Assert.Contains("'mae' of the epoch that is resumed counts from batch 3", Assert.Single(rest.Warnings), StringComparison.Ordinal);
        Assert.Equal(Toy.Values(whole), Toy.Values(measured));

        static Sequential Measured()
        {
            Sequential model = Build(JitCompile.Off, false);
            model.Compile(new Adam(0.01), "categorical_crossentropy", ["accuracy", "mae"], jitCompile: JitCompile.Off);
            return model;
        }
    }

    [Fact]
    public void Steps_made_since_make_the_position_outdated()
    {
        using Sequential model = Build(JitCompile.Off, false);
        using CancellationTokenSource stop = new();
        Callback cancelling = Callback.OnTrainBatchEnd((batch, _) => { if (batch == 3) stop.Cancel(); });
        model.Fit(X, Y, Options(5, Shuffle.Rows) with { Callbacks = [cancelling] }, cancellationToken: stop.Token);
        _ = model.TrainOnBatch(X, Y);
        History history = model.Fit(X, Y, Options(5, Shuffle.Rows) with { Resume = true });
        Assert.Equal(5 + (Epochs * Steps), model.Optimizer.IterationCount);
        Assert.Equal(Epochs, history.Epochs.Count);
    }

    private static FitOptions Options(long? seed, Shuffle shuffle) => Toy.Silent(Epochs, 8) with { Seed = seed, Shuffle = shuffle };

    private static Sequential Build(JitCompile jitCompile, bool averages)
    {
        Runtime.Seed = 7;
        Sequential model = new(
            new Dense(8, "relu") { InputShape = [4] },
            new Dropout(0.4),
            new Dense(6, "relu"),
            new Dropout(0.2, seed: 9),
            new Dense(3, "softmax"));
        model.Compile(
            new Adam(0.01) { UseEma = averages, EmaMomentum = 0.8 },
            "categorical_crossentropy",
            ["accuracy", new Keras.Metrics.F1Score()],
            jitCompile: jitCompile);
        return model;
    }

    private ModelCheckpoint Each(int batches, string form = ".keras") =>
        new(In("{epoch}-{batch}" + form)) { SaveFrequency = batches, SaveWeightsOnly = form == ".weights.h5" };

    /// <summary>The model as another process has it: from a file, after other random numbers.</summary>
    private Model Read(string file, Func<Sequential> build)
    {
        if (!file.EndsWith(".weights.h5", StringComparison.Ordinal))
        {
            Runtime.Seed = 1234;
            return Model.Load(In(file));
        }

        Sequential built = build();
        Runtime.Seed = 1234;
        built.LoadWeights(In(file));
        return built;
    }

    private string In(string name) => Path.Combine(folder.FullName, name);
}
