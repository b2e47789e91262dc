using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// Writes a computation of a SavedModel into the graph of the thread: calls become what they call, variables become values, and everything
/// else is written as it stands, so that gradients are known and XLA can compile it.
/// </summary>
/// <param name="functions">The functions of the file by name.</param>
/// <param name="definitions">The definitions of operations.</param>
/// <param name="state">The latest values of the variables.</param>
/// <param name="keepsLists">Whether lists of tensors stay TensorFlow's, which have no gradient, instead of becoming tensors.</param>
internal sealed class EndpointWriter(
    IReadOnlyDictionary<string, FunctionDef> functions,
    OpDefinitions definitions,
    Dictionary<SavedModelVariable, Symbol> state,
    bool keepsLists)
{
    /// <summary>The largest number of calls within one another.</summary>
    internal const int MostNested = 100;

    // Functions that call functions that call functions can stand for more operations than any model has.
    private const int MostOperations = 500_000;
    private readonly AssignedArguments assigned = new(functions);
    private int written;
    private int depth;

    /// <summary>The latest values of the variables.</summary>
    public Dictionary<SavedModelVariable, Symbol> State { get; } = state;

    /// <summary>Takes the operations without outputs, which fill tables, say; null where nothing waits for them.</summary>
    public ICollection<Operation>? Effects { get; init; }

    /// <exception cref="ContradictionException">An operation is not supported, or the file contradicts itself.</exception>
    public Symbol[] Write(ConcreteFunction function, IEnumerable<Symbol> inputs)
    {
        EndpointValue[] arguments = [.. inputs.Select(i => (EndpointValue)i), .. function.Captures.Select(c => c.Write())];
        EndpointValue[] results = Write(function.Body, arguments);
        return [.. results.Select((r, i) => Refined(r.ToSymbol("an output"), function.Outputs[i].Spec.Shape))];
    }

    /// <summary>Writes a function in the place of its call.</summary>
    public EndpointValue[] Call(string name, IReadOnlyList<EndpointValue> arguments)
    {
        FunctionDef function = functions.GetValueOrDefault(name) ?? throw new ContradictionException($"there is no function '{name}'");
        if (function.Signature.Attr.Count > 0)
            throw new ContradictionException($"the function '{name}' has types that its callers choose, which is not supported");
        if (function.Signature.InputArg.Count != arguments.Count)
            throw new ContradictionException(
                $"the function '{name}' takes {function.Signature.InputArg.Count} inputs, and is given {arguments.Count}");
        return Write(EndpointBody.Of(function), arguments);
    }

    /// <summary>The variables among arguments that functions assign, which are states of a loop or results of a branch.</summary>
    public SavedModelVariable[] AssignedIn(IEnumerable<string> called, IReadOnlyList<EndpointValue> arguments) =>
        [.. called.SelectMany(assigned.Of).Distinct().Where(i => i < arguments.Count).Order()
            .Select(i => arguments[i].Variable).OfType<SavedModelVariable>().Distinct()];

    /// <summary>Writes a body whose assignments are its own.</summary>
    /// <param name="variables">The variables that it assigns.</param>
    /// <param name="values">Their values when it begins.</param>
    /// <param name="write">Writes the body.</param>
    /// <returns>The result, and the values of the variables afterwards.</returns>
    public (T Result, Symbol[] States) Inside<T>(SavedModelVariable[] variables, Symbol[] values, Func<T> write)
    {
        Symbol[] before = [.. variables.Select(v => State[v])];
        for (int i = 0; i < variables.Length; i++)
            State[variables[i]] = values[i];
        T result = write();
        Symbol[] states = [.. variables.Select(v => State[v])];
        for (int i = 0; i < variables.Length; i++)
            State[variables[i]] = before[i];
        return (result, states);
    }

    /// <summary>Writes operations.</summary>
    public EndpointValue[] Write(EndpointBody body, IReadOnlyList<EndpointValue> arguments)
    {
        if (++depth > MostNested)
            throw new ContradictionException($"functions call one another more than {MostNested} deep");
        Dictionary<string, EndpointTensors> values = new(StringComparer.Ordinal);
        for (int i = 0; i < body.Arguments.Count; i++)
            values[body.Arguments[i]] = new([arguments[i]], null);
        foreach (NodeDef node in EndpointOrder.Needed(body))
        {
            if (++written > MostOperations)
                throw new ContradictionException(
                    $"it has more than {MostOperations} operations, with functions written where they are called");
            EndpointValue[] inputs = node.Op == "Assert" ? []
                : [.. node.Input.Where(i => !i.StartsWith('^')).Select(i => Find(values, i, body.IsFunction))];
            OpDef definition = definitions.Find(node.Op)
                ?? throw new ContradictionException($"this version of the library has no operation {node.Op} ('{node.Name}')");
            values[node.Name] = new(Write(node, definition, inputs), new NodeTypes(node, definition));
        }

        depth--;
        return [.. body.Results.Select(r => Find(values, r, body.IsFunction))];
    }

    private EndpointValue[] Write(NodeDef node, OpDef definition, EndpointValue[] inputs)
    {
        if (functions.ContainsKey(node.Op))
            return Call(node.Op, inputs);
        if (EndpointVariables.Write(node, inputs, State) is { } known)
            return known;
        if (EndpointTables.Write(node, inputs) is { } lookedUp)
            return lookedUp;
        if (!keepsLists && EndpointLists.Write(node, inputs) is { } list)
            return list;
        return node.Op switch
        {
            "PartitionedCall" or "StatefulPartitionedCall" => Call(node.Attr["f"].Func.Name, inputs),
            "While" or "StatelessWhile" => EndpointControlFlow.While(this, functions, node, inputs),
            "If" or "StatelessIf" => EndpointControlFlow.If(this, node, inputs),
            "Case" or "StatelessCase" => EndpointControlFlow.Case(this, node, inputs),
            // XLA leaves assertions out, too; nothing waits for them where values take the place of variables.
            "Assert" or "NoOp" => [],
            "Print" => inputs[..1],
            "Const" => [EndpointConstant.Write(node)],
            "Placeholder" => throw new ContradictionException($"the placeholder '{node.Name}' is no input of it"),
            // The value that is taken where none is given.
            "PlaceholderWithDefault" => inputs,
            _ => EndpointOperation.Write(node, definition, inputs, Effects),
        };
    }

    // Loops lose what is known of shapes; the file tells it.
    private static Symbol Refined(Symbol symbol, Shape said)
    {
        Shape known = symbol.Shape;
        if (known.IsFullyKnown || said.Rank < 0 || !said.IsCompatibleWith(known))
            return symbol;
        long[] axes = [.. said.Select((length, i) => known.Rank > i && known[i] >= 0 ? known[i] : length)];
        return axes.All(a => a < 0) && known.Rank >= 0 ? symbol : symbol.WithShape(Shape.Create(axes));
    }

    private static EndpointValue Find(Dictionary<string, EndpointTensors> values, string tensor, bool isFunction)
    {
        string[] parts = tensor.Split(':');
        if (!values.TryGetValue(parts[0], out EndpointTensors found))
            throw new ContradictionException($"there is no '{tensor}'");
        return found.Find(tensor, parts, isFunction);
    }
}
