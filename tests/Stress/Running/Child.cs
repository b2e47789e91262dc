using System.Diagnostics;
using Shared;

namespace Stress.Running;

/// <summary>This program once more, as a process of its own.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;
    private readonly Task<string> error;

    private Child(Process process)
    {
        this.process = process;
        error = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    /// <summary>Starts a part of a scenario.</summary>
    /// <param name="scenario">Whose part.</param>
    /// <param name="arguments">What it is to do.</param>
    public static Child Start(Scenario scenario, params IEnumerable<string> arguments) => Start(scenario, _ => { }, arguments);

    /// <summary>Starts a part of a scenario.</summary>
    /// <param name="scenario">Whose part.</param>
    /// <param name="prepare">Changes how it is started.</param>
    /// <param name="arguments">What it is to do.</param>
    public static Child Start(Scenario scenario, Action<ProcessStartInfo> prepare, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = StartInfo(["part", scenario.Name, .. arguments]);
        prepare(start);
        return new(Process.Start(start)!);
    }

    /// <summary>How to start the program; also from one that has it as a library.</summary>
    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        return new(DotnetHost.Path, [Path.Combine(AppContext.BaseDirectory, "Stress.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    /// <summary>The next line that it prints; null at its end.</summary>
    public string? ReadLine() => process.StandardOutput.ReadLine();

    public void Kill() => process.Kill(entireProcessTree: true);

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code, and all that it wrote to standard error; null where it did not end in time and was killed.</returns>
    public (int Code, string Error)? Wait(TimeSpan patience)
    {
        if (process.WaitForExit(patience))
            return (process.ExitCode, error.Result);
        Kill();
        return null;
    }

    public void Dispose() => process.Dispose();
}
