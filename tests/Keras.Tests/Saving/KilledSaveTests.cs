using System.Diagnostics;
using System.Globalization;
using Fuzz.Running;
using Fuzz.Saving;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>A process that is killed while it saves leaves a file that is whole: the old one, or the new one.</summary>
public sealed class KilledSaveTests
{
    private const int Kills = 6;

    [Theory]
    [InlineData(".keras")]
    [InlineData(".weights.h5")]
    [InlineData(".h5")]
    [InlineData("")]
    public void Whenever_a_process_is_killed_the_file_is_whole(string extension)
    {
        using TemporaryPath path = new(extension);
        Random random = new(extension.Length);
        for (int kill = 0; kill < Kills; kill++)
        {
            int confirmed = SaveAndKill(path.Value, TimeSpan.FromMilliseconds(random.Next(1, 40)));
            Assert.InRange(Generation(path.Value), confirmed, confirmed + 1);
        }

        AssertNextSaveWorks(path);
    }

    // What the killed left is in nobody's way, and gone once it is old enough to be nobody's any more.
    private static void AssertNextSaveWorks(TemporaryPath path)
    {
        foreach (string left in path.Beside.SelectMany(p => Directory.Exists(p) ? Directory.EnumerateFileSystemEntries(p, "*", SearchOption.AllDirectories).Append(p) : [p]))
            File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-2));
        using Sequential model = SaveForever.Create();
        SaveForever.Save(model, path.Value);
        Assert.Empty(path.Beside);
    }

    /// <summary>The number of the last save that the process said was done.</summary>
    private static int SaveAndKill(string path, TimeSpan after)
    {
        ProcessStartInfo start = Child.Start("save-forever", path);
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        int confirmed = Read(process) ?? throw new InvalidOperationException("The process ended by itself.");
        Thread.Sleep(after);
        process.Kill();
        while (Read(process) is { } more)
            confirmed = more;
        process.WaitForExit();
        return confirmed;
    }

    private static int? Read(Process process) =>
        int.TryParse(process.StandardOutput.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out int generation) ? generation : null;

    /// <summary>Loads what is there; all its weights are one number.</summary>
    private static int Generation(string path)
    {
        float[][] values;
        if (path.EndsWith(".weights.h5", StringComparison.Ordinal))
        {
            using Sequential model = SaveForever.Create();
            model.LoadWeights(path);
            values = Values(model);
        }
        else if (Path.HasExtension(path))
        {
            using Model model = Model.Load(path);
            values = Values(model);
        }
        else
        {
            // All weights are the number g, so of an input of zeros the first layer makes g and the second 64 g² + g.
            using SavedModel served = SavedModel.Load(path);
            using Tensor x = Tensor.Create<float>(new float[128], [1, 128]);
            using Tensor y = served.Run(x);
            return (int)Assert.Single(y.ToArray<float>().Select(v => MathF.Round((-1 + MathF.Sqrt(1 + (256 * v))) / 128)).Distinct());
        }

        return (int)Assert.Single(values.SelectMany(v => v).Distinct());
    }

    private static float[][] Values(Model model) => [.. model.GetWeights().Select(w => w.ToArray<float>())];
}
