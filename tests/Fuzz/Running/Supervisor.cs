using System.Diagnostics;
using System.Globalization;
using Fuzz.Readers;

namespace Fuzz.Running;

/// <summary>
/// Runs the damaged files of a reader in processes of their own: one that ends or stands still is a failure of the file that it was
/// loading.
/// </summary>
/// <param name="root">The folder for work and failed files.</param>
/// <param name="mutations">How many files.</param>
/// <param name="seed">With the index it decides each mutation.</param>
internal sealed class Supervisor(string root, int mutations, int seed)
{
    private const int MostCrashes = 25;
    private const string NativeCheck = "Check failed", BadAddress = "the process ended with 139";
    private static readonly string[] NativeEnds = [NativeCheck, BadAddress];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs them all.</summary>
    public Tally Run(string readerName)
    {
        WorkFolder folder = new(Path.Combine(root, "work", readerName));
        folder.Clear();
        using Reader reader = Reader.Create(readerName);
        List<Failure> ends = [];
        int next = 0;
        while (next < mutations && ends.Count < (reader.MayEndProcess ? mutations : MostCrashes))
        {
            string? end = Watch(folder, Start(readerName, folder, next, ends));
            if (end is not null)
                ends.Add(new(folder.Current ?? next, end));
            next = folder.CountedTo(next);
        }

        Tally sum = folder.Sum();
        sum.Mutations += ends.Count;
        foreach (Failure end in ends)
        {
            bool isAllowed = reader.MayEndProcess && NativeEnds.Any(e => end.Message.Contains(e, StringComparison.Ordinal));
            sum.Ended += isAllowed ? 1 : 0;
            if (!isAllowed)
                sum.Failures.Add(end);
            Keep(reader, end);
        }

        if (next < mutations)
            sum.Failures.Add(new(next, $"after {ends.Count} ended processes the rest was not run"));
        if (Directory.EnumerateFileSystemEntries(folder.Watched).FirstOrDefault() is { } written)
            sum.Failures.Add(new(0, $"'{written}' was written to the temporary directory"));
        foreach (Failure failure in sum.Failures.Except(ends))
            Keep(reader, failure);
        return sum;
    }

    private void Keep(Reader reader, Failure failure)
    {
        DamagedFile file = reader.Damage(reader.NumbersOf(seed, failure.Index));
        string path = Path.Combine(root, $"{reader.Name}.{seed}.{failure.Index}.{file.Name}");
        File.WriteAllBytes(path, file.Content);
        Console.WriteLine($"{reader.Name}, seed {seed}, mutation {failure.Index}, kept as {path}:{Environment.NewLine}  {failure.Message}");
    }

    private Process Start(string readerName, WorkFolder folder, int from, List<Failure> ends)
    {
        ProcessStartInfo start = Child.Start(
            ["worker", readerName, folder.Root, Text(seed), Text(from), Text(mutations), .. ends.Select(c => Text(c.Index))]);
        start.WorkingDirectory = folder.Watched;
        start.Environment["TMPDIR"] = folder.Watched;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Watch(WorkFolder folder, Process process)
    {
        using (process)
        {
            Task<string> said = process.StandardError.ReadToEndAsync();
            Stopwatch still = Stopwatch.StartNew();
            int? last = null;
            while (!process.WaitForExit(TimeSpan.FromMilliseconds(200)))
            {
                if (folder.Current != last)
                    (last, still) = (folder.Current, Stopwatch.StartNew());
                if (still.Elapsed < Patience)
                    continue;
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                return $"the load did not end within {Patience.TotalSeconds} s";
            }

            return process.ExitCode == 0 ? null : $"the process ended with {process.ExitCode}: {Tell(said.Result)}";
        }
    }

    // What the native library checked, or what .NET did not catch, is the line that tells; otherwise the end.
    private static string Tell(string text)
    {
        const int enough = 600;
        string told = text.Split('\n').FirstOrDefault(
            l => l.Contains(NativeCheck, StringComparison.Ordinal) || l.Contains("Unhandled", StringComparison.Ordinal)) ?? text;
        return told.Length <= enough ? told : "…" + told[^enough..];
    }
}
