using TensorFlow;

namespace Keras.Operations;

/// <summary>The functions that eager calls have traced: the ones used last, up to a number. One that runs is disposed only when it has
/// ended.</summary>
internal static class EagerFunctions
{
    /// <summary>The largest number of functions kept.</summary>
    public const int Capacity = 512;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, LinkedListNode<Entry>> ByKey = new(StringComparer.Ordinal);
    private static readonly LinkedList<Entry> ByUse = new();

    /// <summary>The number of functions kept.</summary>
    public static int Count
    {
        get
        {
            lock (Gate)
                return ByKey.Count;
        }
    }

    /// <summary>Takes a function for a run.</summary>
    /// <param name="key">The key of the function.</param>
    /// <param name="trace">Traces it where it is not kept.</param>
    public static Lease Rent(string key, Func<Function> trace)
    {
        lock (Gate)
        {
            if (ByKey.TryGetValue(key, out LinkedListNode<Entry>? kept))
                return Use(kept);
        }

        // Traced outside of the lock: other calls go on meanwhile, and one that traces the same loses nothing but time.
        Function function = trace();
        List<Function> unused = [];
        try
        {
            lock (Gate)
            {
                if (ByKey.TryGetValue(key, out LinkedListNode<Entry>? kept))
                {
                    unused.Add(function);
                    return Use(kept);
                }

                LinkedListNode<Entry> node = ByUse.AddFirst(new Entry(key, function));
                ByKey.Add(key, node);
                Lease lease = Use(node);
                while (ByKey.Count > Capacity)
                    Remove(ByUse.Last!, unused);
                return lease;
            }
        }
        finally
        {
            foreach (Function disposable in unused)
                disposable.Dispose();
        }
    }

    /// <summary>Runs a function on host tensors.</summary>
    public static Tensor[] Run(Function function, IReadOnlyList<Tensor> inputs)
    {
        DeviceTensor[] arguments = new DeviceTensor[inputs.Count];
        DeviceTensor[] results = [];
        List<Tensor> outputs = [];
        try
        {
            for (int i = 0; i < arguments.Length; i++)
                arguments[i] = DeviceTensor.From(inputs[i]);
            results = function.Invoke(arguments);
            foreach (DeviceTensor result in results)
                outputs.Add(result.ToTensor());
            return [.. outputs];
        }
        catch
        {
            foreach (Tensor output in outputs)
                output.Dispose();
            throw;
        }
        finally
        {
            foreach (DeviceTensor? tensor in arguments.Concat(results))
                tensor?.Dispose();
        }
    }

    /// <summary>Drops all functions; those that run are disposed when they have ended.</summary>
    public static void Clear()
    {
        List<Function> unused = [];
        lock (Gate)
        {
            while (ByUse.Last is { } node)
                Remove(node, unused);
        }

        foreach (Function function in unused)
            function.Dispose();
    }

    private static Lease Use(LinkedListNode<Entry> node)
    {
        ByUse.Remove(node);
        ByUse.AddFirst(node);
        node.Value.Users++;
        return new(node.Value);
    }

    private static void Remove(LinkedListNode<Entry> node, List<Function> unused)
    {
        ByUse.Remove(node);
        ByKey.Remove(node.Value.Key);
        node.Value.IsDropped = true;
        if (node.Value.Users == 0)
            unused.Add(node.Value.Function);
    }

    private static void Return(Entry entry)
    {
        bool isLast;
        lock (Gate)
            isLast = --entry.Users == 0 && entry.IsDropped;
        if (isLast)
            entry.Function.Dispose();
    }

    /// <summary>A cached function, and the number of its current runs.</summary>
    internal sealed class Entry(string key, Function function)
    {
        public string Key { get; } = key;

        public Function Function { get; } = function;

        public int Users { get; set; }

        public bool IsDropped { get; set; }
    }

    /// <summary>The right to run a function until it is given back.</summary>
    internal sealed class Lease(Entry entry) : IDisposable
    {
        private Entry? entry = entry;

        public Function Function => entry?.Function ?? throw new ObjectDisposedException(nameof(Lease));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref entry, null) is { } returned)
                Return(returned);
        }
    }
}
