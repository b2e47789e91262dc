using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Examples.Tests;

public class StopTests
{
    [Theory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    public void Interrupting_stops_soon_and_tells_what_was_reached(string signal, int number)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        Assert.SkipWhen(IsIgnored(number),
            $"SIG{signal} is ignored by this process and by those that it starts, as in the background of a shell.");
        using Process process = Example.Start("--epochs", "1000");
        while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("Epoch 1/", StringComparison.Ordinal))
        {
        }

        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        Finished run = Example.Finish(process);

        // Long before a thousand epochs are done, which is more than the patience that there is with a program.
        Assert.Equal((130, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"Stopped (in|after) epoch \d+ of 1000.*: loss [\d.]+, accuracy [\d.]+ %; not evaluated", run.Output);
    }

    private static bool IsIgnored(int signal)
    {
        const string status = "/proc/self/status", ignored = "SigIgn:";
        return File.Exists(status)
            && (ulong.Parse(File.ReadLines(status).First(l => l.StartsWith(ignored, StringComparison.Ordinal))
                .AsSpan(ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                >> (signal - 1) & 1) == 1;
    }
}
