using System.Diagnostics;
using System.Globalization;
using Fuzz.Running;
using Fuzz.Saving;
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
        int confirmed = 0;
        for (int kill = 0; kill < Kills; kill++)
            confirmed = SaveAndKill(path.Value, confirmed, TimeSpan.FromMilliseconds(random.Next(1, 40)));
        _ = SaveAndKill(path.Value, confirmed, TimeSpan.Zero);
        AssertNextSaveWorks(path);
    }

    /// <summary>Saves on in a process, which first loads what the one before left, and kills it.</summary>
    /// <returns>The number of the last save that the process said was done.</returns>
    private static int SaveAndKill(string path, int confirmed, TimeSpan after)
    {
        ProcessStartInfo start = Child.Start("save-forever", path);
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        int found = Read(process) ?? throw new InvalidOperationException($"Of the last save, {confirmed}, nothing whole is left.");
        Assert.InRange(found, confirmed, confirmed + 1);
        Thread.Sleep(after);
        process.Kill();
        confirmed = found;
        while (Read(process) is { } more)
            confirmed = more;
        process.WaitForExit();
        return confirmed;
    }

    private static int? Read(Process process) =>
        int.TryParse(process.StandardOutput.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out int generation)
            ? generation : null;

    // What the killed left is in nobody's way, and gone once it is old enough to be nobody's any more.
    private static void AssertNextSaveWorks(TemporaryPath path)
    {
        foreach (string left in path.Beside.SelectMany(
            p => Directory.Exists(p) ? Directory.EnumerateFileSystemEntries(p, "*", SearchOption.AllDirectories).Append(p) : [p]))
            File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-2));
        using Sequential model = SaveForever.Create();
        SaveForever.Save(model, path.Value);
        Assert.Empty(path.Beside);
    }
}
