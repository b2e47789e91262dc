using System.Diagnostics;
using System.Reflection;
using Shared;

namespace Examples.Tests;

/// <summary>The examples as processes of their own, their output redirected; the MNIST lesson where no name is given.</summary>
internal static class Example
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static string Repository { get; } = Path.GetFullPath(Metadata("Repository"));

    public static Finished Run(params string[] arguments) => Finish(Start(arguments));

    public static Process Start(params string[] arguments) => StartNamed("MnistTraining", arguments);

    public static Finished RunNamed(string name, params string[] arguments) => Finish(StartNamed(name, arguments));

    /// <summary>Runs an example with a variable of the environment set: "NAME=value".</summary>
    public static Finished RunWith(string variable, string name, params string[] arguments) => Finish(StartNamed(name, arguments, variable.Split('=', 2)));

    public static Process StartProgram(string program, string[] arguments, string[]? variable = null)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository };
        if (variable is [string name, string value])
            start.Environment[name] = value;
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

    private static Process StartNamed(string name, string[] arguments, string[]? variable = null)
    {
        string program = Path.Combine(Repository, "artifacts", "bin", name, Metadata("Configuration").ToLowerInvariant(), name + ".dll");
        return StartProgram(DotnetHost.Path, ["exec", program, .. arguments], variable);
    }

    private static string Metadata(string key) =>
        typeof(Example).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
