using Keras.Callbacks;
using Keras.Layers;
using Keras.Tests.Support;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Callbacks;

/// <summary>Training that broke off and is started again ends as training that did not.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class BackupAndRestoreTests : IDisposable
{
    private const int Epochs = 6;
    private static readonly float[,] X = Toy.Rows(50, 4);
    private static readonly float[,] Y = Toy.OneHot(50, 3);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("backup");

    private string Backup => Path.Combine(folder.FullName, "run", "backup");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<JitCompile, long?, int> Breaks()
    {
        TheoryData<JitCompile, long?, int> breaks = [];
        foreach (int epoch in (int[])[1, 3, 5])
        {
            breaks.Add(JitCompile.Off, 5, epoch);
            breaks.Add(JitCompile.Auto, null, epoch);
        }

        return breaks;
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void It_ends_with_the_same_weights_history_and_rates_bit_for_bit(JitCompile jitCompile, long? seed, int at)
    {
        using Sequential whole = Build(jitCompile);
        Runtime.Seed = 3;
        History all = whole.Fit(X, Y, Options(seed, Scheduling()));

        using (Sequential first = Build(jitCompile))
        {
            Runtime.Seed = 3;
            Callback failing = Callback.OnEpochBegin((epoch, _) => { if (epoch == at) throw new TimeoutException("broken off"); });
            Assert.Throws<TimeoutException>(() => first.Fit(X, Y, Options(seed, [.. Scheduling(), new BackupAndRestore(Backup), failing])));
        }

        // A program that is started anew: other weights, another seed.
        Runtime.Seed = 99;
        using Sequential second = Build(jitCompile);
        History continued = second.Fit(X, Y, Options(seed, [.. Scheduling(), new BackupAndRestore(Backup)]));

        Assert.Equal(Toy.Values(whole), Toy.Values(second));
        Assert.Equal(all.Epochs, continued.Epochs);
        Assert.Equal(all.Keys, continued.Keys);
        foreach (string key in all.Keys)
            Assert.Equal(all[key], continued[key]);
        Assert.False(Directory.Exists(Backup));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("[3]")]
    [InlineData("{\"epoch\": -1}")]
    [InlineData("{\"epoch\": 1, \"epoch\": 2}")]
    public void A_number_of_epochs_that_cannot_be_read_is_told_and_changes_nothing(string metadata)
    {
        using Sequential model = Build(JitCompile.Off), other = new(new Dense(8) { InputShape = [4] }, new Dropout(0.3), new Dense(3));
        Directory.CreateDirectory(Backup);
        other.SaveWeights(Path.Combine(Backup, "latest.weights.h5"));
        float[] before = Toy.Values(model);
        File.WriteAllText(Path.Combine(Backup, "training_metadata.json"), metadata);

        ModelFormatException refusal =
            Assert.Throws<ModelFormatException>(() => model.Fit(X, Y, Options(5, [new BackupAndRestore(Backup)])));

        Assert.Contains($"expected a JSON object with the number of finished epochs in \"epoch\", got {metadata}", refusal.Message,
            StringComparison.Ordinal);
        Assert.Equal(before, Toy.Values(model));
    }

    [Fact]
    public void The_place_in_the_list_of_callbacks_makes_no_difference()
    {
        using Sequential whole = Build(JitCompile.Off);
        History all = whole.Fit(X, Y, Options(5, Scheduling()));
        foreach (bool before in (bool[])[true, false])
        {
            Callback failing = Callback.OnEpochBegin((epoch, _) => { if (epoch == 3) throw new TimeoutException("broken off"); });
            using Sequential first = Build(JitCompile.Off), second = Build(JitCompile.Off);
            first.SetWeights(Start());
            Assert.Throws<TimeoutException>(() => first.Fit(X, Y, Options(5, [.. List(before), failing])));
            History continued = second.Fit(X, Y, Options(5, List(before)));
            Assert.Equal(all["loss"], continued["loss"]);
            Assert.Equal(all["learning_rate"], continued["learning_rate"]);
            Assert.Equal(Toy.Values(whole), Toy.Values(second));
        }

        Callback[] List(bool before) =>
            before ? [new BackupAndRestore(Backup), .. Scheduling()] : [.. Scheduling(), new BackupAndRestore(Backup)];
    }

    [Fact]
    public void Cancelled_training_keeps_its_backup_and_finished_training_deletes_only_what_is_its_own()
    {
        using Sequential model = Build(JitCompile.Off);
        using CancellationTokenSource stop = new();
        Callback cancelling = Callback.OnEpochEnd((epoch, _) => { if (epoch == 2) stop.Cancel(); });
        History cancelled = model.Fit(X, Y, Options(5, [new BackupAndRestore(Backup), cancelling]), cancellationToken: stop.Token);
        Assert.True(cancelled.WasCancelled);
        Assert.True(File.Exists(Path.Combine(Backup, "latest.weights.h5")));
        File.WriteAllText(Path.Combine(Backup, "notes.txt"), "mine");

        using Sequential again = Build(JitCompile.Off);
        Assert.Equal(Epochs, again.Fit(X, Y, Options(5, [new BackupAndRestore(Backup)])).Epochs.Count);
        Assert.Equal(["notes.txt"], Directory.GetFiles(Backup).Select(Path.GetFileName));
    }

    [Fact]
    public void Where_the_latest_cannot_be_read_the_one_before_is_taken()
    {
        using Sequential whole = Build(JitCompile.Off);
        whole.SetWeights(Start());
        whole.Fit(X, Y, Options(5, []));
        using (Sequential first = Build(JitCompile.Off))
        {
            first.SetWeights(Start());
            Callback failing = Callback.OnEpochBegin((epoch, _) => { if (epoch == 4) throw new TimeoutException("broken off"); });
            Assert.Throws<TimeoutException>(
                () => first.Fit(X, Y, Options(5, [new BackupAndRestore(Backup) { DoubleCheckpoint = true }, failing])));
        }

        string latest = Path.Combine(Backup, "latest.weights.h5");
        File.WriteAllBytes(latest, File.ReadAllBytes(latest)[..500]);
        using Sequential second = Build(JitCompile.Off), single = Build(JitCompile.Off);
        History continued = second.Fit(X, Y, Options(5, [new BackupAndRestore(Backup) { DoubleCheckpoint = true }]));
        Assert.Contains("the one before is taken", Assert.Single(continued.Warnings), StringComparison.Ordinal);
        Assert.Equal(Toy.Values(whole), Toy.Values(second));
    }

    [Theory]
    [InlineData(5L)]
    [InlineData(null)]
    public void Backups_between_batches_go_on_within_the_epoch(long? seed)
    {
        using Sequential whole = Build(JitCompile.Off);
        History all = whole.Fit(X, Y, Options(seed, Scheduling()));
        foreach (int at in (int[])[1, 5, 12, 13, 20, 40])
        {
            int batches = 0;
            Callback failing = Callback.OnTrainBatchEnd((_, _) => { if (++batches > at) throw new TimeoutException("broken off"); });
            using Sequential first = Build(JitCompile.Off);
            Assert.Throws<TimeoutException>(() => first.Fit(X, Y, Options(seed, [.. Scheduling(), Every2Batches(), failing])));
            Runtime.Seed = 99;
            using Sequential second = new(new Dense(8, "relu") { InputShape = [4] }, new Dropout(0.3), new Dense(3, "softmax"));
            second.Compile("adam", "categorical_crossentropy", ["accuracy"], jitCompile: JitCompile.Off);
            History continued = second.Fit(X, Y, Options(seed, [.. Scheduling(), Every2Batches()]));

            // Where there was no backup yet, training begins with the weights of the new model.
            if (at == 1)
                continue;
            Assert.Equal(Toy.Values(whole), Toy.Values(second));
            Assert.Equal(all.Epochs, continued.Epochs);
            foreach (string key in all.Keys)
                Assert.Equal(all[key], continued[key]);
        }

        BackupAndRestore Every2Batches() => new(Backup) { SaveFrequency = 2 };
    }

    [Fact]
    public void A_model_without_weights_is_refused()
    {
        using Sequential model = new(new Dense(3));
        model.Compile("sgd", "mse");
        var error = Assert.Throws<InvalidOperationException>(() => model.Fit(X, Y, Options(5, [new BackupAndRestore(Backup)])));
        Assert.Contains("built before Fit", error.Message, StringComparison.Ordinal);
    }

    private static Tensor[] Start()
    {
        using Sequential model = Build(JitCompile.Off);
        return model.GetWeights();
    }

    private static Sequential Build(JitCompile jitCompile)
    {
        Runtime.Seed = 1;
        Sequential model = new(new Dense(8, "relu") { InputShape = [4] }, new Dropout(0.3), new Dense(3, "softmax"));
        model.Compile("adam", "categorical_crossentropy", ["accuracy"], jitCompile: jitCompile);
        return model;
    }

    private static Callback[] Scheduling() =>
        [new ReduceLROnPlateau { Monitor = "loss", Patience = 1, Factor = 0.5, MinDelta = 10 },
            new EarlyStopping { Monitor = "accuracy", Patience = 50 }];

    private static FitOptions Options(long? seed, IReadOnlyList<Callback> callbacks) =>
        new() { Epochs = Epochs, BatchSize = 4, Seed = seed, Verbose = Verbosity.Silent, Callbacks = callbacks };
}
