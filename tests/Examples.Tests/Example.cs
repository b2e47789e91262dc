using System.Diagnostics;
using System.Reflection;

namespace Examples.Tests;

/// <summary>The example as a process of its own, its output redirected.</summary>
internal static class Example
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static string Repository { get; } = Path.GetFullPath(Metadata("Repository"));

    private static string BuiltProgram => Path.Combine(Repository, "artifacts", "bin", "MnistTraining", Metadata("Configuration").ToLowerInvariant(), "MnistTraining.dll");

    public static Finished Run(params string[] arguments) => Finish(Start(arguments));

    public static Process Start(params string[] arguments) => StartProgram("dotnet", ["exec", BuiltProgram, .. arguments]);

    public static Process StartProgram(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository };
        return Process.Start(start)!;
    }

    public static Finished Finish(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"The program ran for more than {Patience}.");
            }

            return new(process.ExitCode, output.Result, error.Result);
        }
    }

    private static string Metadata(string key) =>
        typeof(Example).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
