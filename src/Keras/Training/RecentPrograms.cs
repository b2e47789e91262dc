using System.Diagnostics.CodeAnalysis;

namespace Keras.Training;

/// <summary>
/// Programs by key, the most recently used ones: where there are too many, the one that was not used for longest is freed.
/// </summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <param name="capacity">The number of functions kept.</param>
internal sealed class RecentPrograms<TKey>(int capacity) : IDisposable
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, StatefulFunction Program)>> nodes = [];
    private readonly LinkedList<(TKey Key, StatefulFunction Program)> byUse = [];

    /// <summary>The number of functions kept.</summary>
    public int Count => nodes.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out StatefulFunction program)
    {
        if (!nodes.TryGetValue(key, out LinkedListNode<(TKey Key, StatefulFunction Program)>? node))
        {
            program = null;
            return false;
        }

        byUse.Remove(node);
        byUse.AddFirst(node);
        program = node.Value.Program;
        return true;
    }

    public void Add(TKey key, StatefulFunction program)
    {
        nodes.Add(key, byUse.AddFirst((key, program)));
        if (nodes.Count <= capacity)
            return;
        (TKey oldest, StatefulFunction freed) = byUse.Last!.Value;
        byUse.RemoveLast();
        nodes.Remove(oldest);
        freed.Dispose();
    }

    public void Dispose()
    {
        foreach ((_, StatefulFunction program) in byUse)
            program.Dispose();
        byUse.Clear();
        nodes.Clear();
    }
}
