using TensorFlow.Interop;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// The definitions of operations: those that the library has, and the functions of a graph, which are called by their names.
/// </summary>
internal sealed class OpDefinitions
{
    private readonly GraphHandle graph;
    private readonly Dictionary<string, OpDef?> known = new(StringComparer.Ordinal);

    /// <param name="graph">A graph that is still empty.</param>
    /// <param name="functions">The functions of the file.</param>
    public OpDefinitions(GraphHandle graph, IEnumerable<FunctionDef> functions)
    {
        this.graph = graph;
        foreach (OpDef signature in functions.Select(f => f.Signature).OfType<OpDef>())
            known[signature.Name] = Functions[signature.Name] = signature;
    }

    /// <summary>The signatures of the functions by name.</summary>
    public Dictionary<string, OpDef> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>The definition of an operation; null where the library does not have it, which it tells itself.</summary>
    public OpDef? Find(string op)
    {
        if (known.TryGetValue(op, out OpDef? found))
            return found;
        using StatusHandle status = new();
        using BufferHandle buffer = new(NativeMethods.TF_NewBuffer());
        NativeMethods.TF_GraphGetOpDef(graph, op, buffer, status);
        return known[op] = status.Failed ? null : OpDef.Parser.WithDiscardUnknownFields(true).ParseFrom(TensorBuffer.ToArray(buffer));
    }
}
