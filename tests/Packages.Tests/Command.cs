using System.Diagnostics;
using System.Text;
using Shared;
using Xunit;

namespace Packages.Tests;

/// <summary>Runs programs as a stranger would: in a directory outside the repository, without its variables and caches.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Runs <c>dotnet</c> and requires that it succeeds.</summary>
    public static string Dotnet(string directory, params string[] arguments) => Run(DotnetHost.Path, directory, arguments);

    /// <summary>Runs a program and requires that it succeeds.</summary>
    public static string Run(string program, string directory, params string[] arguments)
    {
        using Process process = Start(program, directory, arguments);
        StringBuilder text = new();
        process.OutputDataReceived += (_, line) => Append(text, line.Data);
        process.ErrorDataReceived += (_, line) => Append(text, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} ran for more than {Patience}: {text}");
        }

        Assert.True(process.ExitCode == 0,
            $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}{Environment.NewLine}{text}");
        lock (text)
            return text.ToString();
    }

    /// <summary>Whether <c>dotnet</c> does what it is asked to.</summary>
    public static bool Succeeds(string directory, params string[] arguments)
    {
        using Process process = Start(DotnetHost.Path, directory, arguments);
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return process.WaitForExit(Patience) && process.ExitCode == 0;
    }

    /// <summary>Starts a program with its output redirected.</summary>
    public static Process Start(string program, string directory, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runtime must come out of the package: neither of the user's cache nor of a directory named by hand.
        foreach (string name in (string[])["TENSORFLOW_NATIVE_DIRECTORY", "TENSORFLOW_RUNTIME",
            "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"])
            start.Environment.Remove(name);
        start.Environment["XDG_CACHE_HOME"] =
            Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "keras-packages-no-cache")).FullName;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return Process.Start(start)!;
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }
}
