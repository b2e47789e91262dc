using System.Text.Json.Serialization;
using Fuzz.Readers;
using Keras;
using TensorFlow;

namespace Fuzz.Running;

/// <summary>Loads damaged files one after another and counts what became of them.</summary>
internal sealed class Tally
{
    // A small model's objects and graph, whatever the file says, and those of one in which models lie inside of one another as deep as JSON
    // may nest; then some times
    // its length, for the text and what is parsed of it.
    private const long ManagedConstant = 8 << 20, NativeConstant = 16 << 20, Factor = 20;
    private const int WarmUps = 20;

    // A process also grows for itself: the collector takes new pages, the runtime compiles a hot method. A file that makes it grow does so
    // each time that it is loaded.
    private const int Repetitions = 3;

    // Not a matter of speed: what takes so long on any machine goes on for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public int Mutations { get; set; }

    public int Loaded { get; set; }

    /// <summary>How often the native library ended the process, where it may.</summary>
    public int Ended { get; set; }

    /// <summary>The refused, by the exception and by what was inside it.</summary>
    public SortedDictionary<string, int> Refused { get; set; } = new(StringComparer.Ordinal);

    public double SlowestMilliseconds { get; set; }

    public long MostManaged { get; set; }

    public long MostNative { get; set; }

    public List<Failure> Failures { get; set; } = [];

    [JsonIgnore]
    public int RefusedCount => Refused.Values.Sum();

    /// <summary>Damages and loads.</summary>
    /// <param name="reader">What loads.</param>
    /// <param name="folder">Where the files are put, each in the place of the one before.</param>
    /// <param name="seed">With the index it decides each mutation.</param>
    /// <param name="from">The first index.</param>
    /// <param name="to">The index after the last.</param>
    /// <param name="starting">Told each index before it is loaded.</param>
    /// <param name="skipped">Indices that are left out.</param>
    public void Run(Reader reader, string folder, int seed, int from, int to,
        Action<int>? starting = null, IReadOnlySet<int>? skipped = null)
    {
        Directory.CreateDirectory(folder);
        int[] indices = [.. Enumerable.Range(from, to - from).Where(i => skipped is null || !skipped.Contains(i))];
        // What is made once in a process must not count as some file's.
        Model.Load(Path.Combine(Corpus.Folder, "models", "3.15.1_adam.keras")).Dispose();
        foreach (int index in indices.Take(WarmUps))
            _ = Load(index, out _, out _);
        SortedDictionary<string, long> before = Live();
        foreach (int index in indices)
        {
            Load load = Load(index, out int length, out bool wroteBeside);
            Add(reader, index, length, load);
            if (wroteBeside)
                Failures.Add(new(index, "something was written beside the file"));
        }

        SortedDictionary<string, long> after = Live();
        if (!before.SequenceEqual(after))
            Failures.Add(new(from, $"of the native objects of mutations {from} to {to - 1} some are left: "
                + $"{string.Join(", ", after.Except(before))}, before {string.Join(", ", before)}"));

        Load Load(int index, out int length, out bool wroteBeside)
        {
            starting?.Invoke(index);
            DamagedFile file = reader.Damage(reader.NumbersOf(seed, index));
            length = file.Content.Length;
            string path = Path.Combine(folder, file.Name);
            File.WriteAllBytes(path, file.Content);
            Load load = Running.Load.Measure(reader, path);
            for (int again = 0; again < Repetitions && load.Native > NativeLimit(length); again++)
                load = load with { Native = Running.Load.MeasureSettled(reader, path).Native };
            wroteBeside = Directory.EnumerateFileSystemEntries(folder).Any(e => e != path);
            File.Delete(path);
            return load;
        }
    }

    /// <summary>Adds the counts of another.</summary>
    public void Add(Tally other)
    {
        Mutations += other.Mutations;
        Loaded += other.Loaded;
        Ended += other.Ended;
        foreach ((string key, int count) in other.Refused)
            Refused[key] = Refused.GetValueOrDefault(key) + count;
        SlowestMilliseconds = Math.Max(SlowestMilliseconds, other.SlowestMilliseconds);
        MostManaged = Math.Max(MostManaged, other.MostManaged);
        MostNative = Math.Max(MostNative, other.MostNative);
        Failures.AddRange(other.Failures);
    }

    /// <summary>What is wrong with a load; null if nothing is.</summary>
    public static string? Judge(Reader reader, long length, Load load)
    {
        if (load.Error is { } error && error.GetType() != reader.Refusal)
            return $"expected no exception but {reader.Refusal.Name}, got {error}";
        if (load.Time > Longest)
            return $"it took {load.Time.TotalSeconds:F0} s for a file of {length}";
        if (load.Managed > ManagedConstant + (Factor * length))
            return $"{load.Managed} managed bytes were allocated for a file of {length}";
        return load.Native > NativeLimit(length) ? $"the process grew by {load.Native} bytes for a file of {length}" : null;
    }

    private static long NativeLimit(long length) => NativeConstant + (Factor * length);

    private void Add(Reader reader, int index, long length, Load load)
    {
        Mutations++;
        SlowestMilliseconds = Math.Max(SlowestMilliseconds, load.Time.TotalMilliseconds);
        MostManaged = Math.Max(MostManaged, load.Managed);
        MostNative = Math.Max(MostNative, load.Native);
        if (Judge(reader, length, load) is { } wrong)
            Failures.Add(new(index, wrong));
        else if (load.Error is null)
            Loaded++;
        else
        {
            string key = load.Error.GetType().Name + (load.Error.InnerException is { } inner ? $" ({inner.GetType().Name})" : "");
            Refused[key] = Refused.GetValueOrDefault(key) + 1;
        }
    }

    private static SortedDictionary<string, long> Live()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return new(Runtime.LiveNativeObjects.ToDictionary(), StringComparer.Ordinal);
    }
}

/// <summary>A mutation that did not give a model or the one exception, or took too much.</summary>
/// <param name="Index">Which.</param>
/// <param name="Message">What happened.</param>
internal sealed record Failure(int Index, string Message);
