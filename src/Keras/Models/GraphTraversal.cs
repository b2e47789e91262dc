namespace Keras.Models;

/// <summary>
/// Keras's depth-first walk from the outputs back to the inputs (<c>keras.src.ops.function._build_map</c>), without recursion, so that deep
/// models do not overflow the stack.
/// </summary>
internal sealed class GraphTraversal
{
    private readonly HashSet<Node> finished = [];
    private readonly HashSet<Node> inProgress = [];
    private readonly HashSet<KerasTensor> inputs;
    private readonly List<Node> nodes = [];
    private readonly Dictionary<KerasOperation, int> order = new(ReferenceEqualityComparer.Instance);

    public GraphTraversal(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs)
    {
        this.inputs = new(inputs, ReferenceEqualityComparer.Instance);
        foreach (KerasTensor output in outputs)
            Walk(output);
    }

    /// <summary>The calls, each after those that it needs.</summary>
    public IReadOnlyList<Node> Nodes => nodes;

    /// <summary>The position of each operation in the walk.</summary>
    public IReadOnlyDictionary<KerasOperation, int> Order => order;

    private void Walk(KerasTensor output)
    {
        Stack<(Node Node, int Next)> path = new();
        Enter(output, path);
        while (path.TryPop(out (Node Node, int Next) top))
        {
            if (top.Next < top.Node.Inputs.Count)
            {
                path.Push((top.Node, top.Next + 1));
                Enter(top.Node.Inputs[top.Next], path);
                continue;
            }

            finished.Add(top.Node);
            inProgress.Remove(top.Node);
            nodes.Add(top.Node);
        }
    }

    private void Enter(KerasTensor tensor, Stack<(Node Node, int Next)> path)
    {
        Node node = tensor.Node;
        if (finished.Contains(node))
            return;
        // What gives a declared input lies outside of the graph.
        if (!node.IsInput && inputs.Contains(tensor))
        {
            finished.Add(node);
            return;
        }

        if (!inProgress.Add(node))
            throw new ArgumentException(
                $"{tensor} of '{node.Operation.Name}' is part of a cycle; a layer's output must not be among its own inputs.");
        order.TryAdd(node.Operation, order.Count);
        path.Push((node, 0));
    }
}
