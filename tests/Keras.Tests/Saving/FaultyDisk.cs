using System.Diagnostics;
using System.Runtime.CompilerServices;
using Fuzz.Running;
using Shared;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>A process whose calls to the disk fail from some call on. Needs Linux and a C compiler.</summary>
internal sealed class FaultyDisk : IDisposable
{
    private readonly FaultLibrary library = new();

    /// <summary>Why it cannot be made here; null if it can.</summary>
    public static string? WhyNot => FaultLibrary.WhyNot;

    /// <summary>Runs the other program with a failing call.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="call">The call: fsync, write, read, rename.</param>
    /// <param name="error">The number of the error.</param>
    /// <param name="path">A part of the path that it fails for; all of it where it begins with '='.</param>
    /// <param name="from">The first call that fails, from 1.</param>
    /// <returns>By the first word of each line that it printed, the rest of the line.</returns>
    public Dictionary<string, string> Run(IEnumerable<string> arguments, string call, int error, string path, int from = 1)
    {
        ProcessStartInfo start = Child.Start(arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        library.AddTo(start, call, error, path, from);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The process ended with {process.ExitCode}: {output} {errors.Result}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2)).ToDictionary(words => words[0], words => words[1]);
    }

    public void Dispose() => library.Dispose();
}

/// <summary>A theory with a failing disk; skipped where none can be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FaultyDiskTheoryAttribute : TheoryAttribute
{
    public FaultyDiskTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = FaultyDisk.WhyNot;
}
