namespace Fuzz.Readers;

/// <summary>A part of the library that reads files, and the damaged files that it is given.</summary>
internal abstract class Reader : IDisposable
{
    /// <summary>The name, without dots.</summary>
    public abstract string Name { get; }

    /// <summary>The only exception that a damaged file may give.</summary>
    public abstract Type Refusal { get; }

    /// <summary>
    /// Whether the native library, which does the reading, may end the process where it finds a contradiction: nothing here can prevent
    /// that.
    /// </summary>
    public virtual bool MayEndProcess => false;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "keras", "keras-config", "keras-weights", "weights", "weights-structure", "legacy",
            "legacy-config", "npy", "npz", "idx", "saved-model", "saved-variables", "feature-space", "feature-space-config",
    ];

    /// <summary>The reader of a name.</summary>
    public static Reader Create(string name) => name switch
    {
        "keras" or "keras-config" or "keras-weights" => new KerasReader(name),
        "weights" or "weights-structure" => new WeightsReader(name),
        "legacy" or "legacy-config" => new LegacyReader(name),
        "npy" or "npz" or "idx" => new ArrayFileReader(name),
        "feature-space" or "feature-space-config" => new FeatureSpaceReader(name),
        "saved-model" or "saved-variables" => new SavedModelReader(name),
        _ => throw new ArgumentException($"There is no reader '{name}', expected one of {string.Join(", ", Names)}."),
    };

    /// <summary>A damaged file; the same for the same random numbers.</summary>
    public abstract DamagedFile Damage(Random random);

    /// <summary>Loads a file and drops what it holds.</summary>
    /// <param name="path">The file, under the name that <see cref="Damage"/> gave it.</param>
    public abstract void Load(string path);

    public virtual void Dispose()
    {
    }

    /// <summary>The numbers that decide a mutation: its own, so that each can be repeated alone.</summary>
    public Random NumbersOf(int seed, int index)
    {
        uint hash = 2166136261;
        foreach (char c in $"{Name}/{seed}/{index}")
            hash = (hash ^ c) * 16777619;
        return new((int)hash);
    }

    protected static T One<T>(IReadOnlyList<T> list, Random random) => list[random.Next(list.Count)];
}
