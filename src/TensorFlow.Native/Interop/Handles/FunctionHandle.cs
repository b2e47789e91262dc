namespace TensorFlow.Interop;

/// <summary>
/// Owns a <c>TF_Function</c>, its registration in the runtime, and references to the functions that it calls. Whatever refers to it, a
/// graph or another function, holds the handle's own reference count; it goes when nobody does. (The runtime counts too: of two equal
/// functions the first that goes leaves the other in place.)
/// </summary>
internal sealed class FunctionHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_Function");

    // The runtime forgets a function in two steps; one of the same name that is added between them would vanish with it.
    private static readonly Lock RegistrationGate = new();

    private FunctionHandle[] dependencies = [];
    private string? registeredName;
    private bool isCompiled;
    private bool isSingleThreaded;
    private int hasRun;

    /// <summary>The name it is registered under; empty before.</summary>
    public string Name => registeredName ?? "";

    /// <summary>Its operations, so that they can be written again; null for a function that was not written here.</summary>
    public FunctionBody? Body { get; init; }

    /// <summary>Who wrote its operations; null for a function that was not written here.</summary>
    public OperationOrigins? Origins { get; init; }

    /// <summary>The options of the function.</summary>
    public FunctionOptions Options { get; init; } = FunctionOptions.Default;

    /// <summary>The functions that it calls.</summary>
    public IReadOnlyList<FunctionHandle> Dependencies => dependencies;

    /// <summary>Makes the function callable by its name, together with those that it calls.</summary>
    /// <param name="name">The name.</param>
    /// <param name="calls">The functions that it calls.</param>
    /// <param name="compiled">Whether XLA compiles it.</param>
    public void Register(string name, IEnumerable<FunctionHandle> calls, bool compiled)
    {
        dependencies = [.. calls.Select(Hold)];
        using StatusHandle status = new();
        lock (RegistrationGate)
            NativeMethods.TFE_ContextAddFunction(EagerContext.Handle, this, status);
        status.ThrowIfError($"register the function '{name}'");
        registeredName = name;
        isCompiled = compiled;
        if (compiled)
            CompiledFunctions.Add(name);
    }

    /// <summary>Makes the function, and those that it calls, callable in the context of one thread too.</summary>
    public void RegisterSingleThreaded()
    {
        foreach (FunctionHandle dependency in dependencies)
            dependency.RegisterSingleThreaded();
        using StatusHandle status = new();
        lock (RegistrationGate)
        {
            if (isSingleThreaded)
                return;
            NativeMethods.TFE_ContextAddFunction(EagerContext.SingleThreaded, this, status);
            status.ThrowIfError($"register the function '{registeredName}'");
            isSingleThreaded = true;
        }
    }

    /// <summary>Gives back the memory of the compiler after the first run of a function that XLA compiles.</summary>
    public void TrimBehindCompiler()
    {
        if (isCompiled && Interlocked.Exchange(ref hasRun, 1) == 0)
            NativeHeap.Trim();
    }

    /// <summary>Takes a reference, to be given back with <see cref="LetGo"/>.</summary>
    /// <exception cref="ObjectDisposedException">Nobody holds it any more.</exception>
    public static FunctionHandle Hold(FunctionHandle function)
    {
        bool held = false;
        function.DangerousAddRef(ref held);
        return function;
    }

    public void LetGo() => DangerousRelease();

    protected override void Release(nint native)
    {
        if (registeredName is not null)
        {
            lock (RegistrationGate)
            {
                Unregister(registeredName, EagerContext.Handle);
                if (isSingleThreaded)
                    Unregister(registeredName, EagerContext.SingleThreaded);
            }

            if (isCompiled)
                CompiledFunctions.Remove(registeredName);
        }

        NativeMethods.TF_DeleteFunction(native);
        foreach (FunctionHandle dependency in dependencies)
            dependency.LetGo();
    }

    private void Unregister(string name, ContextHandle context)
    {
        if (!isCompiled && Array.Exists(dependencies, Compiles))
            RestingFunctions.Add(context, name, dependencies);
        else
            RestingFunctions.Unregister(context, name);
    }

    private static bool Compiles(FunctionHandle function) => function.isCompiled || Array.Exists(function.dependencies, Compiles);
}
