namespace Keras.Models;

/// <summary>The calls and operations of a functional model in Keras's order (<c>keras.src.ops.function.map_graph</c>).</summary>
internal sealed record GraphOrder(IReadOnlyList<Node> Nodes, IReadOnlyList<KerasOperation> Operations)
{
    /// <summary>Sorts the calls between inputs and outputs.</summary>
    /// <exception cref="ArgumentException">An output does not follow from the inputs, or two operations have one name.</exception>
    public static GraphOrder Sort(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs, string model)
    {
        GraphTraversal walk = new(inputs, outputs);
        HashSet<Node> inGraph = [.. walk.Nodes];
        Dictionary<KerasOperation, int> order = new(walk.Order, ReferenceEqualityComparer.Instance);
        // Dictionaries keep the order of insertion here, which is the order within a depth.
        List<Node> met = [];
        Dictionary<Node, int> nodeDepths = [];
        List<KerasOperation> metOperations = [];
        Dictionary<KerasOperation, int> operationDepths = new(ReferenceEqualityComparer.Instance);
        foreach (Node node in walk.Nodes.Reverse())
        {
            // An operation called at several depths counts at the deepest.
            int depth = Math.Max(Meet(node, 0), operationDepths.GetValueOrDefault(node.Operation));
            if (operationDepths.TryAdd(node.Operation, depth))
                metOperations.Add(node.Operation);
            (operationDepths[node.Operation], nodeDepths[node]) = (depth, depth);
            foreach (Node parent in node.Inputs.Select(i => i.Node).Where(inGraph.Contains))
                nodeDepths[parent] = Math.Max(depth + 1, Meet(parent, 0));
        }

        // Inputs from which no output follows stay inputs: losses may use them.
        foreach (KerasTensor input in inputs)
        {
            if (!input.Node.IsInput || operationDepths.ContainsKey(input.Node.Operation))
                continue;
            operationDepths[input.Node.Operation] = 0;
            metOperations.Add(input.Node.Operation);
            order[input.Node.Operation] = -1;
            nodeDepths[input.Node] = Meet(input.Node, 0);
        }

        // Ordering is stable.
        Node[] nodes = [.. met.OrderByDescending(n => nodeDepths[n])];
        KerasOperation[] operations = [.. metOperations.OrderByDescending(o => operationDepths[o]).ThenBy(o => order[o])];
        RequireConnected(inputs, nodes, model);
        RequireUniqueNames(operations, model);
        return new(nodes, operations);

        int Meet(Node node, int depth)
        {
            if (nodeDepths.TryAdd(node, depth))
                met.Add(node);
            return nodeDepths[node];
        }
    }

    private static void RequireConnected(IReadOnlyList<KerasTensor> inputs, Node[] nodes, string model)
    {
        HashSet<KerasTensor> known = new(inputs, ReferenceEqualityComparer.Instance);
        foreach (Node node in nodes)
        {
            if (node.IsInput && !node.Outputs.Any(known.Contains))
            {
                throw new ArgumentException(
                    $"Model '{model}': the graph is disconnected: the input '{node.Operation.Name}' is needed but not among the model's "
                    + "inputs "
                    + $"{string.Join(", ", inputs.Select(i => $"'{i.Node.Operation.Name}'"))}; add it.");
            }

            foreach (KerasTensor input in node.Inputs.Where(i => !known.Contains(i)))
            {
                throw new ArgumentException(
                    $"Model '{model}': the graph is disconnected: '{node.Operation.Name}' needs {input}, which does not follow from the "
                    + "model's inputs.");
            }

            known.UnionWith(node.Outputs);
        }
    }

    private static void RequireUniqueNames(KerasOperation[] operations, string model)
    {
        if (operations.GroupBy(o => o.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"Model '{model}': the name '{twice.Key}' is used by {twice.Count()} layers; names must be unique in a model.");
    }
}
