using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Tells which arguments of a function are variables that it assigns, itself or in what it calls.</summary>
/// <param name="functions">The functions of the file by name.</param>
internal sealed class AssignedArguments(IReadOnlyDictionary<string, FunctionDef> functions)
{
    private readonly Dictionary<string, HashSet<int>> known = new(StringComparer.Ordinal);
    private int depth;

    /// <summary>The positions of the arguments.</summary>
    /// <exception cref="ContradictionException">Functions call one another too deep.</exception>
    public IReadOnlySet<int> Of(string function)
    {
        if (known.TryGetValue(function, out HashSet<int>? found))
            return found;
        // Also ends the walk of functions that call one another.
        HashSet<int> result = known[function] = [];
        if (!functions.TryGetValue(function, out FunctionDef? definition))
            return result;
        if (++depth > EndpointWriter.MostNested)
            throw new ContradictionException($"functions call one another more than {EndpointWriter.MostNested} deep");
        Dictionary<string, int> arguments = new(StringComparer.Ordinal);
        for (int i = 0; i < definition.Signature.InputArg.Count; i++)
            arguments[definition.Signature.InputArg[i].Name] = i;
        Dictionary<string, NodeDef> nodes = new(StringComparer.Ordinal);
        foreach (NodeDef node in definition.NodeDef)
            nodes[node.Name] = node;
        foreach (NodeDef node in definition.NodeDef)
        {
            foreach (int input in Assigned(node))
            {
                if (input < node.Input.Count && Argument(node.Input[input]) is { } argument)
                    result.Add(argument);
            }
        }

        depth--;
        return result;

        int? Argument(string tensor)
        {
            for (int i = 0; i <= nodes.Count; i++)
            {
                string name = tensor.Split(':')[0];
                if (arguments.TryGetValue(name, out int argument))
                    return argument;
                if (nodes.GetValueOrDefault(name) is not { Op: "Identity", Input: [var source, ..] })
                    return null;
                tensor = source;
            }

            return null;
        }
    }

    private IEnumerable<int> Assigned(NodeDef node)
    {
        if (node.Op == "ResourceStridedSliceAssign" || node.Op.StartsWith("Assign", StringComparison.Ordinal)
            || node.Op.StartsWith("ResourceScatter", StringComparison.Ordinal))
            return [0];
        // The first input of a branch is no argument.
        int skipped = node.Op is "If" or "StatelessIf" or "Case" or "StatelessCase" ? 1 : 0;
        return FunctionContents.Called(node).Where(functions.ContainsKey).SelectMany(Of).Select(i => i + skipped);
    }
}
