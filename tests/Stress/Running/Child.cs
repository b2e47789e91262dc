using System.Diagnostics;

namespace Stress.Running;

/// <summary>This program once more, as a process of its own, in an environment that says nothing to the native library.</summary>
internal sealed class Child : IDisposable
{
    private static readonly string[] Prefixes = ["TF_", "XLA_", "OMP_", "CUDA_"];

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
    public static Child Start(Scenario scenario, params IEnumerable<string> arguments)
    {
        string muxer = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
            ?? (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet");
        ProcessStartInfo start = new(muxer, [Path.Combine(AppContext.BaseDirectory, "Stress.dll"), "part", scenario.Name, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(k => Prefixes.Any(p => k.StartsWith(p, StringComparison.Ordinal))).ToArray())
            start.Environment.Remove(name);
        return new(Process.Start(start)!);
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
