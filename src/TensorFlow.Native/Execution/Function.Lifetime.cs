using TensorFlow.Interop;

namespace TensorFlow;

/// <content>
/// How long a function stays registered: as long as its owner has not disposed it, or a graph or another function refers to it. (The runtime
/// counts too: of two equal functions the first that goes leaves the other in place.)
/// </content>
public sealed partial class Function
{
    // The runtime forgets a function in two steps; one of the same name that is added between them would vanish with it.
    private static readonly Lock RegistrationGate = new();

    private int references = 1;
    private int disposed;

    /// <summary>Whether the owner has disposed it; graphs and functions that refer to it may keep it alive still.</summary>
    internal bool IsDisposed => Volatile.Read(ref disposed) != 0;

    /// <summary>Takes the function out of the runtime, once no graph or function refers to it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
            Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes a function out of the runtime that was never disposed.</summary>
    ~Function()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
            Release();
    }

    internal void AddReference()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref references);
            ObjectDisposedException.ThrowIf(seen == 0, this);
        }
        while (Interlocked.CompareExchange(ref references, seen + 1, seen) != seen);
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref references) != 0)
            return;
        using (StatusHandle status = new())
        {
            lock (RegistrationGate)
                NativeMethods.TFE_ContextRemoveFunction(EagerContext.Handle, Name, status);
        }

        Definition.Dispose();
        foreach (Function dependency in dependencies)
            dependency.Release();
    }
}
