using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Follows a graph from some tensors back to all that they need, into the functions that are called.</summary>
internal sealed class ReachableNodes
{
    private readonly Dictionary<string, NodeDef> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FunctionDef> functions = new(StringComparer.Ordinal);

    public ReachableNodes(GraphDef graph)
    {
        foreach (NodeDef node in graph.Node)
            nodes[node.Name] = node;
        foreach (FunctionDef function in graph.Library?.Function ?? [])
            functions[function.Signature?.Name ?? ""] = function;
    }

    /// <summary>
    /// The nodes that tensors or operations (<c>name</c>, <c>name:1</c>, <c>^name</c>) need, themselves included. Of a function all nodes
    /// count.
    /// </summary>
    public IEnumerable<NodeDef> From(IEnumerable<string> tensors)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<NodeDef> open = new();
        Queue<string> called = new();
        foreach (string tensor in tensors)
            Visit(tensor);
        while (open.TryPop(out NodeDef? node))
        {
            yield return node;
            Call(node);
            foreach (string input in node.Input)
                Visit(input);
        }

        HashSet<string> entered = new(StringComparer.Ordinal);
        while (called.TryDequeue(out string? function))
        {
            if (!entered.Add(function))
                continue;
            foreach (NodeDef node in functions[function].NodeDef)
            {
                yield return node;
                Call(node);
            }
        }

        void Visit(string tensor)
        {
            string name = tensor.TrimStart('^');
            int colon = name.IndexOf(':', StringComparison.Ordinal);
            name = colon < 0 ? name : name[..colon];
            if (seen.Add(name) && nodes.TryGetValue(name, out NodeDef? node))
                open.Push(node);
        }

        void Call(NodeDef node)
        {
            foreach (string function in Functions(node).Where(functions.ContainsKey))
                called.Enqueue(function);
        }
    }

    /// <summary>The functions that an operation may call: it is named after one, or has them as attributes.</summary>
    internal static IEnumerable<string> Functions(NodeDef node)
    {
        IEnumerable<string> attributes = node.Attr.Values.SelectMany(a => (a.List?.Func ?? []).Append(a.Func ?? new())).Select(f => f.Name);
        return attributes.Prepend(node.Op);
    }
}
