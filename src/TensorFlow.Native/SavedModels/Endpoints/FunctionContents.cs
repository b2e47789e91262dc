using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Lists operations with those of the functions that they call.</summary>
/// <param name="functions">The functions of the file by name.</param>
internal sealed class FunctionContents(IReadOnlyDictionary<string, FunctionDef> functions)
{
    /// <summary>The operations of a concrete function, and those of the functions that it calls.</summary>
    public IEnumerable<NodeDef> NodesOf(ConcreteFunction function) => WithCalled(EndpointOrder.Needed(function.Body));

    /// <summary>The operations, and all of the functions that they call, each function once.</summary>
    public IEnumerable<NodeDef> WithCalled(IEnumerable<NodeDef> nodes)
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
            foreach (NodeDef node in functions[name].NodeDef)
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
