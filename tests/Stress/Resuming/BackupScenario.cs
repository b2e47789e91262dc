using System.Globalization;
using System.Security.Cryptography;
using Keras;
using Keras.Callbacks;
using Keras.Layers;
using Stress.Running;
using TensorFlow;

namespace Stress.Resuming;

/// <summary>
/// Training is killed at a random moment, again and again, most often in the middle of an epoch, and started anew each time: weights, the
/// optimizer's state, rates, history and shuffles end as those of training that was left alone, bit for bit. With backups after epochs, and
/// after so many batches, and with a checkpoint after so many batches from which training is resumed.
/// </summary>
internal sealed class BackupScenario : Scenario
{
    private const int Kills = 3;
    private const int Epochs = 12, EveryBatches = 11;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Ways = ["epochs", "batches", "resume"];
    private readonly Dictionary<string, string?> whole = [];

    public override string Name => "backup";

    public override int Kinds => Ways.Length;

    public override string Description =>
        "training with BackupAndRestore or checkpoints is killed at random moments, also within epochs, and ends as if it had not been";

    public override string? Attempt(int number, Random random)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("backup-stress");
        try
        {
            string way = Ways[number % Ways.Length];
            if (!whole.ContainsKey(way))
                whole[way] = Run(Path.Combine(folder.FullName, "whole"), way, null);
            string backup = Path.Combine(folder.FullName, "killed");
            for (int kill = 0; kill < Kills; kill++)
            {
                // Some are killed while they start, most while they train.
                if (Run(backup, way, random.Next(500, 6000)) is { } early)
                    return Compare(way, early);
            }

            return Run(backup, way, null) is { } last ? Compare(way, last) : $"{way}: the training that was started again did not end";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public override int Part(string[] arguments)
    {
        (string place, string way) = (arguments[0], arguments[1]);
        Runtime.Seed = 5;
        Random random = new(5);
        float[][] x = [.. Enumerable.Range(0, 400).Select(_ => (float[])[random.NextSingle(), random.NextSingle(), random.NextSingle()])];
        float[] y = [.. x.Select(row => row[0] > row[1] ? 1f : 0f)];
        bool resumes = way == "resume";
        string checkpoint = place + ".keras";
        using Model model = resumes && File.Exists(checkpoint) ? Model.Load(checkpoint) : Build();
        Callback kept = resumes
            ? new ModelCheckpoint(checkpoint) { SaveFrequency = EveryBatches }
            : new BackupAndRestore(place) { DoubleCheckpoint = true, SaveFrequency = way == "batches" ? EveryBatches : null };
        History history = model.Fit(x, y, new FitOptions
        {
            Epochs = Epochs,
            BatchSize = 8,
            Seed = resumes ? 7 : null,
            Resume = resumes,
            Verbose = Verbosity.Silent,
            Callbacks =
            [
                new ReduceLROnPlateau { Monitor = "loss", Patience = 1, MinDelta = 0.01, Factor = 0.7 },
                kept,
                // Slow enough to be killed in the middle.
                Callback.OnTrainBatchEnd((_, _) => Thread.Sleep(3)),
            ],
        });
        // A resumed training's history begins where it did.
        Range told = resumes ? ^1.. : ..;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Hash(model)} {string.Join(',', history["loss"].ToArray()[told])} "
            + $"{string.Join(',', history["learning_rate"].ToArray()[told])}"));
        return 0;
    }

    private static Sequential Build()
    {
        Sequential model = new(new Dense(16, "relu") { InputShape = [3] }, new Dropout(0.2), new Dense(1, "sigmoid"));
        model.Compile("adam", "binary_crossentropy", ["accuracy"]);
        return model;
    }

    private static string Hash(Model model)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Weight weight in model.Weights.Concat(model.Optimizer.Weights))
        {
            using Tensor value = weight.Read();
            hash.AppendData(value.AsBytes());
        }

        return Convert.ToHexString(hash.GetCurrentHash());
    }

    /// <summary>What a training printed at its end; null where it was killed before.</summary>
    private string? Run(string backup, string way, int? killedAfter)
    {
        using Child child = Child.Start(this, backup, way);
        if (killedAfter is { } delay)
        {
            Task<string?> line = Task.Run(child.ReadLine);
            if (!line.Wait(delay))
                child.Kill();
            return line.Result;
        }

        string? printed = child.ReadLine();
        return child.Wait(Patience) is (0, "") ? printed : null;
    }

    private string? Compare(string way, string ended) =>
        ended == whole[way] ? null : $"{way}: it ended as '{ended}' instead of '{whole[way]}'";
}
