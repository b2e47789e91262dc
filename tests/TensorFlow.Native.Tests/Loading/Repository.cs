using System.Diagnostics;

namespace TensorFlow.Tests.Loading;

internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Native(string file) => Path.Combine(Root, "native", file);

    /// <summary>Runs a program without a build server left behind; gives its exit code and all that it wrote.</summary>
    public static (int ExitCode, string Output) Run(string program, string[] arguments, params (string Name, string Value)[] variables)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment.Remove("TENSORFLOW_NATIVE_DIRECTORY");
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    public static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, program)));

    private static string Find(string directory)
    {
        for (DirectoryInfo? at = new(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "MnistTraining.sln")))
                return at.FullName;
        }

        throw new DirectoryNotFoundException($"No directory above '{directory}' holds MnistTraining.sln.");
    }
}
