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

    /// <summary>Counts a token of the document whose place is known.</summary>
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
    public (T[] Tokens, long[] Documents) MostFrequent(int? most, IComparer<T> order, params ReadOnlySpan<T> left)
    {
        foreach (T token in left)
            counts.Remove(token);
        (T Token, Count Count)[] all = [.. counts.Select(c => (c.Key, c.Value))];
        Array.Sort(all, (a, b) => b.Count.Total != a.Count.Total
            ? b.Count.Total.CompareTo(a.Count.Total)
            : order.Compare(b.Token, a.Token));
        int kept = Math.Min(all.Length, Math.Max(0, most ?? all.Length));
        return ([.. all[..kept].Select(p => p.Token)], [.. all[..kept].Select(p => p.Count.Documents)]);
    }

    /// <summary>The counts of a token.</summary>
    public struct Count
    {
        public long Total;
        public long Documents;
        public long LastDocument;
    }
}
