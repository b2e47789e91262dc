using System.Diagnostics.CodeAnalysis;

namespace Keras.Training;

/// <summary>
/// A least-recently-used cache of functions: beyond its capacity, the least recently used one is freed.
/// </summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="TFunction">The type of the functions.</typeparam>
/// <param name="capacity">The number of functions kept.</param>
internal sealed class RecentFunctions<TKey, TFunction>(int capacity) : IDisposable
    where TKey : notnull
    where TFunction : class, IDisposable
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TFunction Function)>> nodes = [];
    private readonly LinkedList<(TKey Key, TFunction Function)> byUse = [];

    /// <summary>The number of functions kept.</summary>
    public int Count => nodes.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TFunction function)
    {
        if (!nodes.TryGetValue(key, out LinkedListNode<(TKey Key, TFunction Function)>? node))
        {
            function = null;
            return false;
        }

        byUse.Remove(node);
        byUse.AddFirst(node);
        function = node.Value.Function;
        return true;
    }

    public void Add(TKey key, TFunction function)
    {
        nodes.Add(key, byUse.AddFirst((key, function)));
        if (nodes.Count <= capacity)
            return;
        (TKey oldest, TFunction freed) = byUse.Last!.Value;
        byUse.RemoveLast();
        nodes.Remove(oldest);
        freed.Dispose();
    }

    public void Dispose()
    {
        foreach ((_, TFunction function) in byUse)
            function.Dispose();
        byUse.Clear();
        nodes.Clear();
    }
}
