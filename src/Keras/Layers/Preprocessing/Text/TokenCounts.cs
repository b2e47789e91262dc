using System.Runtime.InteropServices;

namespace Keras.Layers;

/// <summary>The term frequency and the document frequency of each token.</summary>
/// <typeparam name="T">The type of the tokens.</typeparam>
internal sealed class TokenCounts<T>
    where T : notnull
{
    private readonly Dictionary<T, Count> counts;

    public TokenCounts(IEqualityComparer<T>? comparer = null) => counts = new(comparer);

    /// <summary>The number of documents.</summary>
    public long Documents { get; private set; }

    /// <summary>The dictionary, for tokens that are looked up in another form.</summary>
    public Dictionary<T, Count> Items => counts;

    /// <summary>Begins a document.</summary>
    public void BeginDocument() => Documents++;

    /// <summary>Counts a token of the document.</summary>
    public void Add(T token) => Add(ref CollectionsMarshal.GetValueRefOrAddDefault(counts, token, out _));

    /// <summary>Counts a token of the document whose index is known.</summary>
    public void Add(ref Count count)
    {
        count.Total++;
        if (count.LastDocument == Documents)
            return;
        count.LastDocument = Documents;
        count.Documents++;
    }

    /// <summary>The most frequent tokens, of equally frequent ones the larger first, with the numbers of documents that have
    /// them.</summary>
    /// <param name="most">The number of tokens; null for all.</param>
    /// <param name="order">The order of the tokens.</param>
    /// <param name="left">Tokens that are left out.</param>
    public (T[] Tokens, long[] Documents) MostFrequent(int? most, ITokenOrder<T> order, params ReadOnlySpan<T> left)
    {
        foreach (T token in left)
            counts.Remove(token);
        T[] tokens = new T[counts.Count];
        Ranked[] ranked = new Ranked[tokens.Length];
        int next = 0;
        foreach ((T token, Count count) in counts)
        {
            tokens[next] = token;
            ranked[next] = new(count.Total, order.Prefix(token), next, count.Documents);
            next++;
        }

        // The tokens lie all over the memory: most comparisons do without them.
        Array.Sort(ranked, (a, b) => b.Total != a.Total ? b.Total.CompareTo(a.Total)
            : b.Prefix != a.Prefix ? b.Prefix.CompareTo(a.Prefix) : order.Compare(tokens[b.Index], tokens[a.Index]));
        int kept = Math.Min(ranked.Length, Math.Max(0, most ?? ranked.Length));
        return ([.. ranked[..kept].Select(r => tokens[r.Index])], [.. ranked[..kept].Select(r => r.Documents)]);
    }

    private readonly record struct Ranked(long Total, ulong Prefix, int Index, long Documents);

    /// <summary>The counts of a token.</summary>
    public struct Count
    {
        public long Total;
        public long Documents;
        public long LastDocument;
    }
}
