using System.Diagnostics;
using Xunit;

namespace Examples.Tests;

public class StopTests
{
    [Fact]
    public void Interrupting_stops_soon_and_tells_what_was_reached()
    {
        if (OperatingSystem.IsWindows())
            return;
        using Process process = Example.Start("--epochs", "1000");
        while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("Epoch 1/", StringComparison.Ordinal))
        {
        }

        Stopwatch clock = Stopwatch.StartNew();
        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        Finished run = Example.Finish(process);

        // A second when the machine is quiet.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"{clock.Elapsed}");
        Assert.Equal((130, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"Stopped (in|after) epoch \d+ of 1000.*: loss [\d.]+, accuracy [\d.]+ %; not evaluated", run.Output);
    }
}
