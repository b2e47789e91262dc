using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>The operations that a computation needs, each after those that it takes from or waits for.</summary>
internal static class EndpointOrder
{
    /// <exception cref="ContradictionException">An operation is missing, or operations need one another.</exception>
    public static IReadOnlyList<NodeDef> Needed(EndpointBody body)
    {
        Dictionary<string, NodeDef> nodes = new(StringComparer.Ordinal);
        foreach (NodeDef node in body.Nodes)
            nodes[node.Name] = node;
        HashSet<string> given = new(body.Arguments, StringComparer.Ordinal), done = new(StringComparer.Ordinal);
        HashSet<string> open = new(StringComparer.Ordinal);
        List<NodeDef> order = [];
        Stack<(NodeDef Node, bool IsLast)> next = new();
        // Results last to first, so that the first is written first.
        foreach (string root in body.Results.Concat(body.Controls).Reverse())
            Visit(root);
        while (next.TryPop(out (NodeDef Node, bool IsLast) entry))
        {
            (NodeDef node, bool isLast) = entry;
            if (isLast)
            {
                open.Remove(node.Name);
                done.Add(node.Name);
                order.Add(node);
                continue;
            }

            if (done.Contains(node.Name))
                continue;
            if (!open.Add(node.Name))
                throw new ContradictionException($"'{node.Name}' ({node.Op}) needs itself, as in the control flow of TensorFlow 1");
            next.Push((node, true));
            // Assertions are left out, and with them what only they need.
            if (node.Op == "Assert")
                continue;
            foreach (string input in node.Input.Reverse())
                Visit(input);
        }

        return order;

        void Visit(string tensor)
        {
            string name = tensor.TrimStart('^').Split(':')[0];
            if (given.Contains(name) || done.Contains(name))
                return;
            if (!nodes.TryGetValue(name, out NodeDef? node))
                throw new ContradictionException($"there is no operation '{name}'");
            if (open.Contains(name))
                throw new ContradictionException($"'{name}' ({node.Op}) needs itself, as in the control flow of TensorFlow 1");
            next.Push((node, false));
        }
    }
}
