namespace TensorFlow.Interop;

/// <summary>Owns a <c>TF_Graph</c> and references to the functions that its operations call.</summary>
internal sealed class GraphHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_Graph");
    private readonly List<FunctionHandle> functions = [];
    private readonly HashSet<FunctionHandle> kept = [];

    /// <summary>The functions that the graph's operations call.</summary>
    public IReadOnlyList<FunctionHandle> Functions => functions;

    /// <summary>Those, and the functions that gradients defined in the graph call.</summary>
    public IEnumerable<FunctionHandle> AllFunctions => functions.Concat(kept).Distinct();

    /// <summary>Keeps a function as long as the graph.</summary>
    public void Hold(FunctionHandle function) => functions.Add(FunctionHandle.Hold(function));

    /// <summary>Keeps functions as long as the graph, for gradients that are defined in it.</summary>
    public void Keep(IEnumerable<FunctionHandle> others)
    {
        foreach (FunctionHandle function in others)
        {
            if (kept.Add(function))
                _ = FunctionHandle.Hold(function);
        }
    }

    protected override void Release(nint native)
    {
        NativeMethods.TF_DeleteGraph(native);
        foreach (FunctionHandle function in functions.Concat(kept))
            function.LetGo();
    }
}
