using System.Diagnostics;
using Stress.Running;
using Xunit;

namespace Keras.Tests.Reliability;

/// <summary>Each scenario of tests/Stress for a moment, in a process of its own; by itself that program goes on for minutes or
/// hours.</summary>
public sealed class StressTests
{
    public static TheoryData<string> Names => [.. Scenarios.All.Where(s => !s.IsHeavy).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_kind_of_bad_moment_is_held_once(string scenario)
    {
        ProcessStartInfo start = Child.StartInfo("run", scenario, "--minutes", "0");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        string said = await output + await error;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }
}
