using System.Runtime.CompilerServices;

namespace Keras.Layers;

/// <summary>
/// The structure that a layer's function is written from: the sublayers in order, each with its weights, which of them are trained, and the
/// number of its changes. Equal structures lead to equal functions, so a structure is a part of the key under which functions are kept.
/// </summary>
internal sealed class LayerStructure : IEquatable<LayerStructure>
{
    private readonly Entry[] entries;
    private readonly int hash;

    private LayerStructure(Entry[] entries)
    {
        this.entries = entries;
        HashCode code = default;
        foreach (Entry entry in entries)
            code.Add(HashCode.Combine(entry.Part is null ? 0 : RuntimeHelpers.GetHashCode(entry.Part), entry.Changes, entry.Trainable));
        hash = code.ToHashCode();
    }

    /// <summary>The structure of a layer now.</summary>
    public static LayerStructure Of(Layer layer)
    {
        List<Entry> entries = [];
        Add(layer, entries, new(ReferenceEqualityComparer.Instance));
        return new([.. entries]);
    }

    /// <summary>Whether a layer still has this structure; allocates nothing.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="withTrainable">Whether trainability counts, which changes no shape.</param>
    public bool IsThatOf(Layer layer, bool withTrainable = true)
    {
        int position = 0;
        return Matches(layer, ref position, withTrainable) && position == entries.Length;
    }

    public bool Equals(LayerStructure? other) =>
        other is not null && (ReferenceEquals(this, other) || (hash == other.hash && entries.AsSpan().SequenceEqual(other.entries)));

    public override bool Equals(object? obj) => Equals(obj as LayerStructure);

    public override int GetHashCode() => hash;

    private static void Add(Layer layer, List<Entry> entries, HashSet<Layer> met)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        bool isFirst = met.Add(layer);
        entries.Add(new(layer, isFirst ? layer.Changes : Entry.MetBefore, layer.Trainable));
        if (!isFirst)
            return;
        foreach (Weight weight in layer.MadeWeights)
            entries.Add(new(weight, 0, weight.Trainable));
        foreach (Layer inner in layer.MadeLayers)
            Add(inner, entries, met);
        entries.Add(Entry.End);
    }

    private bool Matches(Layer layer, ref int position, bool withTrainable)
    {
        if (!IsNext(layer, layer.Trainable, ref position, withTrainable, out int changes))
            return false;
        if (changes == Entry.MetBefore)
            return true;
        if (changes != layer.Changes)
            return false;
        foreach (Weight weight in layer.MadeWeights)
        {
            if (!IsNext(weight, weight.Trainable, ref position, withTrainable, out _))
                return false;
        }

        foreach (Layer inner in layer.MadeLayers)
        {
            if (!Matches(inner, ref position, withTrainable))
                return false;
        }

        return IsNext(null, false, ref position, withTrainable, out _);
    }

    private bool IsNext(object? part, bool trainable, ref int position, bool withTrainable, out int changes)
    {
        changes = 0;
        if (position >= entries.Length)
            return false;
        Entry entry = entries[position++];
        changes = entry.Changes;
        return ReferenceEquals(entry.Part, part) && (!withTrainable || entry.Trainable == trainable);
    }

    private readonly record struct Entry(object? Part, int Changes, bool Trainable)
    {
        public const int MetBefore = -1;

        public static readonly Entry End = new(null, 0, false);

        // Layers and weights may define an equality of their own.
        public bool Equals(Entry other) => ReferenceEquals(Part, other.Part) && Changes == other.Changes && Trainable == other.Trainable;

        public override int GetHashCode() => Part is null ? 0 : RuntimeHelpers.GetHashCode(Part);
    }
}
