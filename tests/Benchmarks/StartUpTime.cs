using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>
/// How long two builds of a program take from the start of the process to its end, in turns, so that what else the machine does meets both:
/// <c>start-up before/MnistTraining.dll after/MnistTraining.dll -- --epochs 1</c>.
/// </summary>
internal static class StartUpTime
{
    public static void Run(string before, string after, int runs, string[] arguments)
    {
        // The files of both are in memory before anything is measured.
        _ = Measure(before, arguments).Wall + Measure(after, arguments).Wall;
        List<(double Wall, double Processor)> first = [], second = [];
        for (int i = 0; i < runs; i++)
        {
            bool isTurned = i % 2 == 1;
            (isTurned ? second : first).Add(Measure(isTurned ? after : before, arguments));
            (isTurned ? first : second).Add(Measure(isTurned ? before : after, arguments));
        }

        Print("seconds", [.. first.Select(f => f.Wall)], [.. second.Select(s => s.Wall)]);
        if (OperatingSystem.IsLinux())
            Print("seconds of the processor", [.. first.Select(f => f.Processor)], [.. second.Select(s => s.Processor)]);
    }

    private static void Print(string what, double[] before, double[] after)
    {
        double[] ratios = [.. before.Zip(after, (b, a) => a / b).Order()];
        Console.WriteLine($"{what}: {Median(before):F3} and {Median(after):F3}; the second takes {Median(ratios):F3} times as long "
            + $"(medians of {ratios.Length}; quartiles {ratios[ratios.Length / 4]:F3} and {ratios[ratios.Length * 3 / 4]:F3})");
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static (double Wall, double Processor) Measure(string program, string[] arguments)
    {
        bool isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        ProcessStartInfo start = new(isHosted ? Environment.ProcessPath! : "dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        double before = ProcessorOfChildren();
        Stopwatch clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double wall = clock.Elapsed.TotalSeconds;
        return process.ExitCode == 0 ? (wall, ProcessorOfChildren() - before)
            : throw new InvalidOperationException($"{program}: exit code {process.ExitCode}: {error.Result}");
    }

    // The system tells the time of a process that has ended to its parent only (proc(5): cutime and cstime, in hundredths of a second).
    private static double ProcessorOfChildren()
    {
        const int userTime = 13, systemTime = 14;
        if (!OperatingSystem.IsLinux())
            return double.NaN;
        string text = File.ReadAllText("/proc/self/stat");
        string[] afterName = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(afterName[userTime], CultureInfo.InvariantCulture)
            + long.Parse(afterName[systemTime], CultureInfo.InvariantCulture)) / 100.0;
    }
}
