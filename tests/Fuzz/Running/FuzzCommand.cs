using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using Fuzz.Readers;
using Fuzz.Saving;

namespace Fuzz.Running;

/// <summary>The command line.</summary>
internal static class FuzzCommand
{
    public static RootCommand Create() => new(
        "Damages files of every kind and loads them: each has to be refused with the reader's exception.")
    {
        RunCommand(), RepeatCommand(), SaveForeverCommand(),
        FolderCommand("write", "Writes a file of each kind and tells what became of it.", EachFile.Write),
        FolderCommand("read", "Reads a file of each kind and tells what became of it.", EachFile.Read), WorkerCommand(),
    };

    private static Command RunCommand()
    {
        Option<int> mutations = Count("--mutations", 10_000, "Damaged files for each reader.");
        Option<int> seed = new("--seed")
        {
            DefaultValueFactory = _ => 1,
            Description = "With the number of a mutation it decides what is damaged.",
        };
        Option<DirectoryInfo> output = new("--output")
        {
            DefaultValueFactory = _ => new(Path.Combine("artifacts", "fuzz")),
            Description = "Where files that did harm are kept.",
        };
        Argument<string[]> readers = new("reader")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "Which readers; all where none is named.",
        };
        readers.AcceptOnlyFromAmong([.. Reader.Names]);
        Command run = new("run", "Damages files and loads them. The exit code is 1 if any did harm.") { readers, mutations, seed, output };
        run.SetAction(line => Run(
            line.GetValue(readers)!, line.GetValue(mutations), line.GetValue(seed), line.GetValue(output)!.FullName));
        return run;
    }

    private static Command RepeatCommand()
    {
        Argument<FileInfo[]> files = new("file")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Files that a run kept; their names begin with that of their reader.",
        };
        files.AcceptExistingOnly();
        files.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(t => !Reader.Names.Contains(ReaderOf(t.Value))))
            {
                result.AddError($"Expected a file whose name begins with a reader's, {string.Join(", ", Reader.Names)}, "
                    + $"got '{Path.GetFileName(token.Value)}'.");
            }
        });
        Command repeat = new("repeat", "Loads files that a run kept. The exit code is 1 if any does harm.") { files };
        repeat.SetAction(line => Repeat(line.GetValue(files)!));
        return repeat;
    }

    private static Command SaveForeverCommand()
    {
        Argument<string> path = new("path") { Description = "The file." };
        Command save = new("save-forever", "Saves a model over one path until the process is killed.") { path };
        save.SetAction(line => SaveForever.Run(line.GetValue(path)!));
        return save;
    }

    private static Command FolderCommand(string name, string description, Action<string> action)
    {
        Argument<DirectoryInfo> folder = new("folder") { Description = "The folder of the files." };
        folder.AcceptExistingOnly();
        Command command = new(name, description) { folder };
        command.SetAction(line => action(line.GetValue(folder)!.FullName));
        return command;
    }

    private static Command WorkerCommand()
    {
        Argument<string> reader = new("reader"), folder = new("folder");
        Argument<int> seed = new("seed"), from = new("from"), to = new("to");
        Argument<int[]> skipped = new("skipped") { Arity = ArgumentArity.ZeroOrMore };
        Command worker = new("worker", "A part of a run in a process of its own.") { reader, folder, seed, from, to, skipped };
        worker.Hidden = true;
        worker.SetAction(line =>
        {
            using Reader used = Reader.Create(line.GetValue(reader)!);
            return Worker.Run(used, new(line.GetValue(folder)!), line.GetValue(seed), line.GetValue(from), line.GetValue(to),
                line.GetValue(skipped)!.ToHashSet());
        });
        return worker;
    }

    private static Option<int> Count(string name, int defaultValue, string description)
    {
        Option<int> option = new(name) { DefaultValueFactory = _ => defaultValue, Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && int.TryParse(given.Value, CultureInfo.InvariantCulture, out int count) && count < 1)
                result.AddError($"Expected at least 1 for {name}, got {given.Value}.");
        });
        return option;
    }

    private static string ReaderOf(string file) => Path.GetFileName(file).Split('.')[0];

    private static int Run(string[] readers, int mutations, int seed, string output)
    {
        Directory.CreateDirectory(output);
        Supervisor supervisor = new(output, mutations, seed);
        string[] names = [.. readers.Length > 0 ? readers : Reader.Names];
        (string, Tally, TimeSpan)[] results = new (string, Tally, TimeSpan)[names.Length];
        Parallel.For(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount) }, i =>
        {
            Stopwatch watch = Stopwatch.StartNew();
            results[i] = (names[i], supervisor.Run(names[i]), watch.Elapsed);
        });
        return Report.Print(results) ? 0 : 1;
    }

    private static int Repeat(FileInfo[] files)
    {
        int failed = 0;
        foreach (FileInfo file in files)
        {
            using Reader reader = Reader.Create(ReaderOf(file.Name));
            Load load = Load.Measure(reader, file.FullName);
            string? wrong = Tally.Judge(reader, file.Length, load);
            failed += wrong is null ? 0 : 1;
            Console.WriteLine($"{file}: {load.Time.TotalMilliseconds:F0} ms, {load.Managed} managed and {load.Native} native bytes, "
                + $"{wrong ?? load.Error?.ToString() ?? "loaded"}");
        }

        return failed == 0 ? 0 : 1;
    }
}
