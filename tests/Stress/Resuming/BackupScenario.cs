using System.Globalization;
using System.Security.Cryptography;
using Keras;
using Keras.Callbacks;
using Keras.Layers;
using Stress.Running;
using TensorFlow;

namespace Stress.Resuming;

/// <summary>
/// Training with a backup is killed at a random moment, again and again, and started anew each time: weights, the optimizer's state,
/// history and shuffles end as
/// those of training that was left alone, bit for bit; with backups after epochs and in the middle of them.
/// </summary>
internal sealed class BackupScenario : Scenario
{
    private const int Kills = 3;
    private const int Epochs = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private string? whole;

    public override string Name => "backup";

    public override int Kinds => 2;

    public override string Description => "training with BackupAndRestore is killed at random moments and ends as if it had not been";

    public override string? Attempt(int number, Random random)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("backup-stress");
        try
        {
            string frequency = number % 2 == 0 ? "none" : "30";
            whole ??= Run(Path.Combine(folder.FullName, "whole"), frequency, null);
            string backup = Path.Combine(folder.FullName, "killed");
            for (int kill = 0; kill < Kills; kill++)
            {
                // Some are killed while they start, most while they train.
                if (Run(backup, frequency, random.Next(200, 4000)) is { } early)
                    return Compare(early);
            }

            return Run(backup, frequency, null) is { } last ? Compare(last) : "the training that was started again did not end";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public override int Part(string[] arguments)
    {
        Runtime.Seed = 5;
        Random random = new(5);
        float[][] x = [.. Enumerable.Range(0, 400).Select(_ => (float[])[random.NextSingle(), random.NextSingle(), random.NextSingle()])];
        float[] y = [.. x.Select(row => row[0] > row[1] ? 1f : 0f)];
        using Sequential model = new(new Dense(16, "relu") { InputShape = [3] }, new Dropout(0.2), new Dense(1, "sigmoid"));
        model.Compile("adam", "binary_crossentropy", ["accuracy"]);
        History history = model.Fit(x, y, new FitOptions
        {
            Epochs = Epochs,
            BatchSize = 8,
            Verbose = Verbosity.Silent,
            Callbacks =
            [
                new ReduceLROnPlateau { Monitor = "loss", Patience = 1, MinDelta = 0.01, Factor = 0.7 },
                new BackupAndRestore(arguments[0])
                {
                    DoubleCheckpoint = true,
                    SaveFrequency = arguments[1] == "none" ? null : int.Parse(arguments[1], CultureInfo.InvariantCulture),
                },
                // Slow enough to be killed in the middle.
                Callback.OnEpochEnd((_, _) => Thread.Sleep(100)),
            ],
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Hash(model)} {string.Join(',', history["loss"])} {string.Join(',', history["learning_rate"])}"));
        return 0;
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
    private string? Run(string backup, string frequency, int? killedAfter)
    {
        using Child child = Child.Start(this, backup, frequency);
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

    private string? Compare(string ended) => ended == whole ? null : $"it ended as '{ended}' instead of '{whole}'";
}
