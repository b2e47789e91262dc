using System.Diagnostics.CodeAnalysis;

namespace Keras.Training;

/// <summary>
/// A least-recently-used cache of functions: beyond its capacity, the least recently used one is freed.
/// </summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="TProgram">The type of the functions.</typeparam>
/// <param name="capacity">The number of functions kept.</param>
internal sealed class RecentPrograms<TKey, TProgram>(int capacity) : IDisposable
    where TKey : notnull
    where TProgram : class, IDisposable
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TProgram Program)>> nodes = [];
    private readonly LinkedList<(TKey Key, TProgram Program)> byUse = [];

    /// <summary>The number of functions kept.</summary>
    public int Count => nodes.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TProgram program)
    {
        if (!nodes.TryGetValue(key, out LinkedListNode<(TKey Key, TProgram Program)>? node))
        {
            program = null;
            return false;
        }

        byUse.Remove(node);
        byUse.AddFirst(node);
        program = node.Value.Program;
        return true;
    }

    public void Add(TKey key, TProgram program)
    {
        nodes.Add(key, byUse.AddFirst((key, program)));
        if (nodes.Count <= capacity)
            return;
        (TKey oldest, TProgram freed) = byUse.Last!.Value;
        byUse.RemoveLast();
        nodes.Remove(oldest);
        freed.Dispose();
    }

    public void Dispose()
    {
        foreach ((_, TProgram program) in byUse)
            program.Dispose();
        byUse.Clear();
        nodes.Clear();
    }
}
