using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Lists the operations of a computation, with those of the functions that it calls.</summary>
internal sealed class FunctionContents(IReadOnlyDictionary<string, FunctionDef> functions)
{
    public IEnumerable<NodeDef> NodesOf(ConcreteFunction function)
    {
        HashSet<string> entered = new(StringComparer.Ordinal);
        Queue<string> called = new();
        foreach (NodeDef node in EndpointOrder.Needed(function.Body))
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
            foreach (string name in ReachableNodes.Functions(node).Where(functions.ContainsKey))
                called.Enqueue(name);
        }
    }
}
