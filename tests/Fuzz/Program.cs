using System.Diagnostics;
using System.Globalization;
using Fuzz.Readers;
using Fuzz.Running;
using Fuzz.Saving;

// run [--mutations N] [--seed N] [--output DIRECTORY] [READER…]   damages files and loads them; the default
// repeat FILE…                                                    loads files that a run kept
// save-forever PATH                                               saves over one path until it is killed
// write FOLDER                                                    writes a file of each kind, and tells what became of it
// read FOLDER                                                     reads them
// worker …                                                        a part of a run
switch (args)
{
    case ["repeat", .. string[] files] when files.Length > 0:
        return Repeat(files);
    case ["save-forever", string path]:
        SaveForever.Run(path);
        return 0;
    case ["write", string path]:
        EachFile.Write(path);
        return 0;
    case ["read", string path]:
        EachFile.Read(path);
        return 0;
    case ["worker", string name, string folder, string seed, string from, string to, string skipped]:
        using (Reader reader = Reader.Create(name))
            return Worker.Run(reader, new(folder), Number(seed), Number(from), Number(to),
                skipped.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number).ToHashSet());
    default:
        return Run([.. args.SkipWhile(a => a == "run")]);
}

static int Run(string[] arguments)
{
    int mutations = 10_000, seed = 1;
    string output = Path.Combine("artifacts", "fuzz");
    List<string> readers = [];
    for (int i = 0; i < arguments.Length; i++)
    {
        switch (arguments[i])
        {
            case "--mutations":
                mutations = Number(arguments[++i]);
                break;
            case "--seed":
                seed = Number(arguments[++i]);
                break;
            case "--output":
                output = arguments[++i];
                break;
            default:
                readers.Add(arguments[i]);
                break;
        }
    }

    output = Path.GetFullPath(output);
    Directory.CreateDirectory(output);
    Supervisor supervisor = new(output, mutations, seed);
    string[] names = [.. readers.Count > 0 ? readers : Reader.Names];
    (string, Tally, TimeSpan)[] results = new (string, Tally, TimeSpan)[names.Length];
    Parallel.For(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount) }, i =>
    {
        Stopwatch watch = Stopwatch.StartNew();
        results[i] = (names[i], supervisor.Run(names[i]), watch.Elapsed);
    });
    return Report.Print(results) ? 0 : 1;
}

static int Repeat(string[] files)
{
    int failed = 0;
    foreach (string file in files)
    {
        using Reader reader = Reader.Create(Path.GetFileName(file).Split('.')[0]);
        Load load = Load.Measure(reader, Path.GetFullPath(file));
        string? wrong = Tally.Judge(reader, new FileInfo(file).Length, load);
        failed += wrong is null ? 0 : 1;
        Console.WriteLine($"{file}: {load.Time.TotalMilliseconds:F0} ms, {load.Managed} managed and {load.Native} native bytes, "
            + $"{wrong ?? load.Error?.ToString() ?? "loaded"}");
    }

    return failed == 0 ? 0 : 1;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
