using System.Globalization;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// Checks the operations of a graph, or of a function in it: what each takes is there and of the type that it takes, no attribute is other
/// than its definition allows, and nothing needs itself.
/// </summary>
/// <param name="definitions">The operations' definitions.</param>
/// <param name="isFunction">Whether tensors are named as in functions, <c>node:output:0</c>, and not as in graphs, <c>node:0</c>.</param>
internal sealed class BodyCheck(OpDefinitions definitions, bool isFunction)
{
    private readonly Dictionary<string, int> arguments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeTypes?> nodes = new(StringComparer.Ordinal);

    /// <summary>Checks the operations.</summary>
    /// <param name="body">The operations.</param>
    /// <param name="inputs">The arguments of the function.</param>
    /// <exception cref="ContradictionException">Something cannot be.</exception>
    public void Check(IReadOnlyList<NodeDef> body, IEnumerable<OpDef.Types.ArgDef> inputs)
    {
        foreach (OpDef.Types.ArgDef input in inputs)
            RequireNew(arguments.TryAdd(input.Name, input.Type), input.Name);
        foreach (NodeDef node in body)
        {
            TensorCheck.Check(node);
            NodeTypes? types = definitions.Find(node.Op) is { } definition ? new(node, definition) : null;
            RequireNew(nodes.TryAdd(node.Name, types) && !arguments.ContainsKey(node.Name), node.Name);
            if (types is not null)
                CalledFunctions.Check(node, types, definitions.Functions);
        }

        foreach (NodeDef node in body)
            CheckInputs(node);
        if (isFunction)
            RequireOrder(body);
    }

    /// <summary>Gets the element type of a tensor, or <see cref="NodeTypes.Unknown"/>.</summary>
    /// <exception cref="ContradictionException">There is no such tensor.</exception>
    public int TypeOf(string tensor)
    {
        string[] parts = tensor.Split(':');
        if (isFunction && parts.Length == 1 && arguments.TryGetValue(tensor, out int argument))
            return argument;
        if (!nodes.TryGetValue(parts[0], out NodeTypes? node))
            throw new ContradictionException($"there is no '{tensor}'");
        if (IsOldName(tensor))
            return NodeTypes.Unknown;
        int at = 0;
        bool isNumber = parts.Length == 1 || int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out at);
        if (!isNumber || parts.Length > (isFunction ? 3 : 2))
            throw new ContradictionException($"'{tensor}' names no tensor");
        if (node is null)
            return NodeTypes.Unknown;
        int[] types = [.. node.Outputs.Where(o => parts.Length < 3 || o.Name == parts[1]).SelectMany(o => o.Types)];
        return at < types.Length ? types[at] : throw new ContradictionException($"'{parts[0]}' has no output '{tensor}'");
    }

    /// <summary>Requires that an operation is there.</summary>
    /// <exception cref="ContradictionException">There is none.</exception>
    public void RequireOperation(string name)
    {
        if (!nodes.ContainsKey(name) && !arguments.ContainsKey(name))
            throw new ContradictionException($"there is no operation '{name}'");
    }

    private static void RequireNew(bool isNew, string name)
    {
        if (!isNew)
            throw new ContradictionException($"two operations have the name '{name}'");
    }

    // Functions of old named all tensors of an output at once.
    private bool IsOldName(string tensor) => isFunction && tensor.Count(c => c == ':') == 1;

    private void CheckInputs(NodeDef node)
    {
        string[] tensors = [.. node.Input.Where(i => !i.StartsWith('^'))];
        foreach (string control in node.Input.Where(i => i.StartsWith('^')))
            RequireOperation(control[1..]);
        foreach (string tensor in tensors)
            TypeOf(tensor);
        if (nodes[node.Name] is not { } types || tensors.Any(IsOldName))
            return;
        if (types.Inputs.Count != tensors.Length)
            throw new ContradictionException(
                $"'{node.Name}' ({node.Op}) takes {types.Inputs.Count} tensors, and is given {tensors.Length}");
        for (int i = 0; i < tensors.Length; i++)
        {
            int given = TypeOf(tensors[i]), taken = types.Inputs[i];
            if (given != taken && given != NodeTypes.Unknown && taken != NodeTypes.Unknown)
                throw new ContradictionException(
                    $"'{node.Name}' ({node.Op}) takes {NodeTypes.Name(taken)} where it is given {NodeTypes.Name(given)}, '{tensors[i]}'");
        }
    }

    // The loader goes round in a circle for ever, or as deep as the stack is.
    private static void RequireOrder(IReadOnlyList<NodeDef> body)
    {
        Dictionary<string, NodeDef> byName = body.ToDictionary(n => n.Name, StringComparer.Ordinal);
        HashSet<string> open = new(StringComparer.Ordinal), done = new(StringComparer.Ordinal);
        Stack<(NodeDef Node, bool IsDone)> next = new(body.Select(n => (n, false)));
        while (next.TryPop(out (NodeDef Node, bool IsDone) entry))
        {
            (NodeDef node, bool isDone) = entry;
            if (isDone)
            {
                open.Remove(node.Name);
                done.Add(node.Name);
                continue;
            }

            if (done.Contains(node.Name))
                continue;
            if (!open.Add(node.Name))
                throw new ContradictionException($"'{node.Name}' ({node.Op}) needs itself");
            next.Push((node, true));
            // A loop closes there, and nowhere else.
            foreach (string input in node.Op.EndsWith("Merge", StringComparison.Ordinal) ? [] : node.Input)
            {
                string name = input.TrimStart('^').Split(':')[0];
                if (byName.TryGetValue(name, out NodeDef? needed) && !done.Contains(name))
                    next.Push(open.Contains(name)
                        ? throw new ContradictionException($"'{node.Name}' ({node.Op}) needs itself") : (needed, false));
            }
        }
    }
}
