using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Benchmarks.SideBySide;

/// <summary>A process that trains a model on one side of the comparison, and what it measured.</summary>
internal sealed class Contestant : IDisposable
{
    private readonly Process process;

    private Contestant(string side, Process process)
    {
        Side = side;
        this.process = process;
    }

    /// <summary>The side that it is on.</summary>
    public string Side { get; }

    /// <summary>Seconds from the start of the process to the end of the first epoch.</summary>
    public double StartUp { get; private set; }

    /// <summary>The peak resident memory so far, in MiB.</summary>
    public double PeakMebibytes { get; private set; }

    /// <summary>Starts a process and waits for the end of its first epoch.</summary>
    /// <param name="side">The side that it is on.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">The arguments of the program.</param>
    /// <exception cref="InvalidOperationException">The process ended before.</exception>
    public static Contestant Start(string side, string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        long begin = Stopwatch.GetTimestamp();
        Contestant contestant = new(side, Process.Start(start)!);
        try
        {
            contestant.Answer();
            contestant.StartUp = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            return contestant;
        }
        catch
        {
            contestant.Dispose();
            throw;
        }
    }

    /// <summary>Lets the process measure something.</summary>
    /// <param name="what">The kind of measurement, such as <c>epoch</c>.</param>
    /// <returns>Seconds.</returns>
    /// <exception cref="InvalidOperationException">The process ended.</exception>
    public double Measure(string what)
    {
        process.StandardInput.WriteLine(what);
        process.StandardInput.Flush();
        return Answer();
    }

    /// <summary>Lets the process end.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private double Answer()
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            // Libraries may print lines of their own.
            if (!line.StartsWith('{'))
                continue;
            JsonNode answer = JsonNode.Parse(line)!;
            PeakMebibytes = answer["peak_mib"]!.GetValue<double>();
            return answer["seconds"]!.GetValue<double>();
        }

        process.WaitForExit();
        throw new InvalidOperationException($"{Side}: the process ended with exit code {process.ExitCode} before it answered.");
    }
}
