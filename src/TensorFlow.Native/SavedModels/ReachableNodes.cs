using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Follows a graph from some tensors back to all that they need, into the functions that are called.</summary>
internal sealed class ReachableNodes
{
    private readonly Dictionary<string, NodeDef> nodes = new(StringComparer.Ordinal);
    private readonly FunctionContents contents;

    public ReachableNodes(GraphDef graph)
    {
        foreach (NodeDef node in graph.Node)
            nodes[node.Name] = node;
        Dictionary<string, FunctionDef> functions = new(StringComparer.Ordinal);
        foreach (FunctionDef function in graph.Library?.Function ?? [])
            functions[function.Signature?.Name ?? ""] = function;
        contents = new(functions);
    }

    /// <summary>
    /// The nodes that tensors or operations (<c>name</c>, <c>name:1</c>, <c>^name</c>) need, themselves included. Of a function all nodes
    /// count.
    /// </summary>
    public IEnumerable<NodeDef> From(IEnumerable<string> tensors) => contents.WithCalled(Needed(tensors));

    private IEnumerable<NodeDef> Needed(IEnumerable<string> tensors)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<NodeDef> open = new();
        foreach (string tensor in tensors)
            Visit(tensor);
        while (open.TryPop(out NodeDef? node))
        {
            yield return node;
            foreach (string input in node.Input)
                Visit(input);
        }

        void Visit(string tensor)
        {
            string name = tensor.TrimStart('^').Split(':')[0];
            if (seen.Add(name) && nodes.TryGetValue(name, out NodeDef? node))
                open.Push(node);
        }
    }
}
