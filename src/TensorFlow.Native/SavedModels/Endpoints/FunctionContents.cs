using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Lists operations with those of the functions that they call.</summary>
/// <param name="functions">The functions of the file by name.</param>
internal sealed class FunctionContents(IReadOnlyDictionary<string, FunctionDef> functions)
{
    /// <summary>The operations that a computation needs, those of the functions that it calls included, each function once.</summary>
    /// <exception cref="ContradictionException">An operation is missing, or operations need one another.</exception>
    public IEnumerable<NodeDef> NodesOf(EndpointBody body) =>
        WithCalled(EndpointOrder.Needed(body), f => EndpointOrder.Needed(EndpointBody.Of(f)));

    /// <summary>The operations, and all of the functions that they call, each function once.</summary>
    public IEnumerable<NodeDef> WithCalled(IEnumerable<NodeDef> nodes) => WithCalled(nodes, f => f.NodeDef);

    private IEnumerable<NodeDef> WithCalled(IEnumerable<NodeDef> nodes, Func<FunctionDef, IEnumerable<NodeDef>> nodesOf)
    {
        HashSet<string> entered = new(StringComparer.Ordinal);
        Queue<string> called = new();
        foreach (NodeDef node in nodes)
        {
            yield return node;
            Call(node);
        }

        while (called.TryDequeue(out string? name))
        {
            if (!entered.Add(name))
                continue;
            foreach (NodeDef node in nodesOf(functions[name]))
            {
                yield return node;
                Call(node);
            }
        }

        void Call(NodeDef node)
        {
            foreach (string name in Called(node).Where(functions.ContainsKey))
                called.Enqueue(name);
        }
    }

    /// <summary>The functions that an operation may call: it is named after one, or has them as attributes.</summary>
    public static IEnumerable<string> Called(NodeDef node) =>
        node.Attr.Values.SelectMany(a => (a.List?.Func ?? []).Append(a.Func ?? new())).Select(f => f.Name).Prepend(node.Op);
}
