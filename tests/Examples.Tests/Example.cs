using System.Diagnostics;
using System.Reflection;
using System.Text;
using Shared;

namespace Examples.Tests;

/// <summary>The examples as processes of their own, their output redirected; the MNIST lesson where no name is given.</summary>
internal static class Example
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PatienceAfterTheEnd = TimeSpan.FromSeconds(20);

    public static string Repository { get; } = Path.GetFullPath(Metadata("Repository"));

    public static Finished Run(params string[] arguments) => Finish(Start(arguments));

    public static Process Start(params string[] arguments) => StartNamed("MnistTraining", arguments);

    public static Finished RunNamed(string name, params string[] arguments) => Finish(StartNamed(name, arguments));

    /// <summary>The configuration of this build.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>Runs an example with variables of the environment set: "NAME=value".</summary>
    public static Finished RunWith(string[] variables, string name, params string[] arguments) =>
        Finish(StartNamed(name, arguments, variables));

    public static Process StartProgram(string program, string[] arguments, params string[] variables)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository
        };
        foreach (string variable in variables)
        {
            string[] parts = variable.Split('=', 2);
            start.Environment[parts[0]] = parts[1];
        }

        return Process.Start(start)!;
    }

    public static Finished Finish(Process process)
    {
        using (process)
        {
            StringBuilder output = new(), error = new();
            Task[] reading = [CopyAsync(process.StandardOutput, output), CopyAsync(process.StandardError, error)];
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"The program ran for more than {Patience}.");
            }

            // A server that a build has left behind may hold the pipes open for as long as it lives.
            _ = Task.WaitAll(reading, PatienceAfterTheEnd);
            lock (output)
            {
                lock (error)
                    return new(process.ExitCode, output.ToString(), error.ToString());
            }
        }
    }

    private static async Task CopyAsync(StreamReader from, StringBuilder to)
    {
        char[] block = new char[4096];
        for (int read; (read = await from.ReadAsync(block)) > 0;)
        {
            lock (to)
                to.Append(block, 0, read);
        }
    }

    private static Process StartNamed(string name, string[] arguments, params string[] variables)
    {
        string program = Path.Combine(Repository, "artifacts", "bin", name, Configuration.ToLowerInvariant(), name + ".dll");
        return StartProgram(DotnetHost.Path, ["exec", program, .. arguments], variables);
    }

    private static string Metadata(string key) =>
        typeof(Example).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
