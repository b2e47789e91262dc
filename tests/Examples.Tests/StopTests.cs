using System.Diagnostics;
using Xunit;

namespace Examples.Tests;

public class StopTests
{
    [Fact]
    public void Interrupting_stops_soon_and_tells_what_was_reached()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send.");
        using Process process = Example.Start("--epochs", "1000");
        while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("Epoch 1/", StringComparison.Ordinal))
        {
        }

        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        Finished run = Example.Finish(process);

        // Long before a thousand epochs are done, which is more than the patience that there is with a program.
        Assert.Equal((130, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"Stopped (in|after) epoch \d+ of 1000.*: loss [\d.]+, accuracy [\d.]+ %; not evaluated", run.Output);
    }
}
