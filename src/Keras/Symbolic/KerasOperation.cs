using TensorFlow;

namespace Keras;

/// <summary>
/// A part of a model that computes: a layer, or one of Keras's operations. Called on Keras tensors, it records the call, and a <see
/// cref="Model"/> of the results runs it again.
/// </summary>
public abstract class KerasOperation : KerasObject
{
    private readonly List<Node> nodes = [];

    /// <summary>The name, unique in a model.</summary>
    public abstract string Name { get; init; }

    /// <summary>The calls recorded so far, in order.</summary>
    internal IReadOnlyList<Node> Nodes
    {
        get
        {
            lock (nodes)
                return [.. nodes];
        }
    }

    /// <summary>The names of the call's parameters in order; the first is that of the inputs.</summary>
    protected internal virtual IReadOnlyList<string> CallParameters => ["inputs"];

    internal void AddNode(Node node)
    {
        lock (nodes)
            nodes.Add(node);
    }

    /// <summary>Forgets a call.</summary>
    internal void RemoveNode(Node node)
    {
        lock (nodes)
            nodes.Remove(node);
    }

    /// <summary>Writes the computation into the function of this thread.</summary>
    internal abstract IReadOnlyList<Symbol> Execute(CallArguments<Symbol> arguments, CallContext context);

    /// <summary>Calls the operation on Keras tensors: infers the outputs' shapes and types, and records the call.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="completes">Whether what Keras records by itself is added; a graph that was recorded before has it.</param>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    internal virtual IReadOnlyList<KerasTensor> Record(CallArguments<KerasTensor> arguments, bool completes = true)
    {
        List<(Shape Shape, DType DType)> outputs;
        using (Graph graph = new())
        using (TraceContext trace = new(graph) { IsForShapes = true })
        {
            Dictionary<KerasTensor, Symbol> placeholders = new(ReferenceEqualityComparer.Instance);
            foreach (KerasTensor tensor in arguments.Leaves)
                placeholders.TryAdd(tensor, graph.Placeholder(tensor.DType, tensor.Shape));
            CallArguments<Symbol> symbols = arguments.Map(t => placeholders[t]).For(CallParameters);
            outputs = [.. Execute(symbols, new CallContext()).Select(s => (s.Shape, s.DType))];
        }

        KerasTensor[] tensors = [.. outputs.Select(o => new KerasTensor(o.Shape, o.DType))];
        _ = new Node(this, arguments, tensors);
        return tensors;
    }
}
