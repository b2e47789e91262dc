using System.Globalization;

namespace Fuzz.Running;

/// <summary>The table of a run.</summary>
internal static class Report
{
    /// <summary>Prints the table and the sum; true if nothing failed.</summary>
    public static bool Print(IReadOnlyList<(string Reader, Tally Tally, TimeSpan Time)> results)
    {
        Console.WriteLine();
        Console.WriteLine("| reader | mutations | loaded | refused | process ended | failed | slowest load | most managed | most native | "
            + "all |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach ((string reader, Tally batch, TimeSpan time) in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {reader} | {batch.Mutations} | {batch.Loaded} | {batch.RefusedCount} | {batch.Ended} | {batch.Failures.Count} | "
                + $"{batch.SlowestMilliseconds:F0} ms | {Mebibytes(batch.MostManaged)} | {Mebibytes(batch.MostNative)} | "
                + $"{time.TotalSeconds:F0} s |"));
        }

        Console.WriteLine();
        foreach ((string reader, Tally batch, _) in results)
            Console.WriteLine($"{reader}: {string.Join(", ", batch.Refused.OrderByDescending(r => r.Value).Select(r => $"{r.Key} {r.Value}"))}");
        int failed = results.Sum(r => r.Tally.Failures.Count);
        Console.WriteLine($"{results.Sum(r => r.Tally.Mutations)} mutations, {failed} failed");
        return failed == 0;
    }

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:F1} MiB");
}
