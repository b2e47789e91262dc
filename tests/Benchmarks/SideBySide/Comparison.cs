using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Benchmarks.SideBySide;

/// <summary>
/// Runs each job here, in an earlier build and in Python in turns, each in a process of its own, and prints medians and ratios.
/// </summary>
internal static class Comparison
{
    // Our job, the job of Keras, and what is compared.
    private static readonly (string Ours, string Theirs, string What, string Field)[] Pairs =
    [
        ("epoch", "epoch", "epoch of 784-128-10, batch 32, Keras's default", "seconds"),
        ("epoch", "epoch-tuned", "epoch of 784-128-10, batch 32, Keras with jit_compile and steps_per_execution=100", "seconds"),
        ("mlp", "mlp", "12,800 images, 784-512-512-10 with dropout, batch 128", "seconds"),
        ("two-outputs", "two-outputs", "epoch of a functional model of two inputs and two outputs, batch 32, Keras's default", "seconds"),
        ("predict", "predict", "one image, Predict against model.predict", "seconds"),
        ("predictor", "predictor", "one image, Predictor.Run against a jitted tf.function", "seconds"),
        ("predictor-frozen", "predictor", "one image, frozen Predictor.Run against a jitted tf.function", "seconds"),
        ("adapt-text", "adapt-text", "TextVectorization.Adapt, 100,000 texts of a million distinct words", "seconds"),
        ("adapt-text", "adapt-text", "peak resident memory of it, MiB", "peak_mib"),
        ("whole-job", "whole-job", "whole job as a process: start, load, 5 epochs, evaluate", "process_seconds"),
        ("whole-job", "whole-job", "peak resident memory of the whole job, MiB", "peak_mib"),
    ];

    /// <summary>The names of the jobs.</summary>
    public static IEnumerable<string> Names => [.. Pairs.Select(p => p.Ours).Distinct(), "two-hundred-fits"];

    public static void Run(string python, string? before, int runs, string[] only)
    {
        var pairs = Pairs.Where(p => only.Length == 0 || only.Contains(p.Ours)).ToArray();
        Dictionary<string, List<JsonObject>> ours = [], earlier = [], theirs = [];
        for (int run = 0; run < runs; run++)
        {
            foreach (string job in pairs.Select(p => p.Ours).Distinct())
            {
                Add(ours, job, Measure(Environment.ProcessPath!, OwnArguments("job", job)));
                if (before is not null && Before(before, job) is { } measured)
                    Add(earlier, job, measured);
            }

            foreach (string job in pairs.Select(p => p.Theirs).Distinct())
                Add(theirs, job, Measure(python, [Path.Combine(AppContext.BaseDirectory, "keras", "jobs.py"),
                    job, Path.Combine(AppContext.BaseDirectory, "datasets", "mnist")]));
            AnsiConsole.MarkupLineInterpolated($"[grey]run {run + 1} of {runs} done[/]");
        }

        Table table = new Table().AddColumns("what", "here", "Keras", "ratio");
        if (before is not null)
            table.AddColumns("before", "ratio");
        foreach ((string our, string their, string what, string field) in pairs)
        {
            double here = Median(ours[our], field), there = Median(theirs[their], field);
            List<string> cells = [what, Show(here, field), Show(there, field), Ratio(there / here, "F1")];
            if (earlier.TryGetValue(our, out List<JsonObject>? list))
            {
                double then = Median(list, field);
                cells.AddRange([Show(then, field), Ratio(then / here, "F2")]);
            }

            table.AddRow([.. cells]);
        }

        AnsiConsole.Write(table);
        if (only.Length == 0 || only.Contains("two-hundred-fits"))
        {
            JsonObject memory = Measure(Environment.ProcessPath!, OwnArguments("job", "two-hundred-fits"));
            double after100 = memory["after_100_mib"]!.GetValue<double>(), after200 = memory["after_200_mib"]!.GetValue<double>();
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"resident memory after 100 fits of new models {after100:F0} MiB, after 200 {after200:F0} MiB "
                + $"({(after200 / after100) - 1:+0.0%;-0.0%}), each after a collection that gives back what is free"));
        }
    }

    // Started as 'dotnet Benchmarks.dll' the process is dotnet; as an executable of its own it is ours.
    internal static string[] OwnArguments(params string[] arguments) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [typeof(Comparison).Assembly.Location, .. arguments] : arguments;

    private static void Add(Dictionary<string, List<JsonObject>> results, string job, JsonObject measured)
    {
        if (!results.TryGetValue(job, out List<JsonObject>? list))
            results[job] = list = [];
        list.Add(measured);
    }

    private static JsonObject Measure(string program, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}.");
        JsonObject measured = (JsonObject)JsonNode.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!;
        measured["process_seconds"] = seconds;
        return measured;
    }

    // An earlier build need not know each job.
    private static JsonObject? Before(string program, string job)
    {
        try
        {
            return Measure(program, ["job", job]);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static double Median(List<JsonObject> results, string field)
    {
        double[] values = [.. results.Select(r => r[field]!.GetValue<double>()).Order()];
        return values[values.Length / 2];
    }

    private static string Ratio(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture) + "×";

    private static string Show(double value, string field) => field.EndsWith("mib", StringComparison.Ordinal)
        ? value.ToString("F0", CultureInfo.InvariantCulture)
        : value < 0.01
            ? string.Create(CultureInfo.InvariantCulture, $"{value * 1e6:F1} µs")
            : string.Create(CultureInfo.InvariantCulture, $"{value:F3} s");
}
