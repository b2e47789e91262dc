namespace TensorFlow;

/// <summary>An operation as it was described: enough to write it again into another graph.</summary>
/// <param name="Type">The op.</param>
/// <param name="Name">The name asked for; null for one after the op.</param>
/// <param name="Device">The device's full name; empty for the runtime's choice.</param>
/// <param name="Inputs">The inputs, as the op declares them.</param>
/// <param name="ControlInputs">The operations that run before.</param>
/// <param name="Attributes">The attributes.</param>
internal sealed record GraphNode(
    string Type, string? Name, string Device, InputGroup[] Inputs, Operation[] ControlInputs, AttributeEntry[] Attributes)
{
    /// <summary>The place in the graph's order, from 0.</summary>
    public int Position { get; set; }

    /// <summary>The layer that wrote it; null for none.</summary>
    public OperationScope? Scope { get; set; }

    /// <summary>Shapes that were told to the graph, by output.</summary>
    public List<(int Output, Shape Shape)> Shapes { get; } = [];

    /// <summary>The inputs one after another.</summary>
    public Symbol[] Sources { get; } = [.. Inputs.SelectMany(g => g.Symbols)];

    /// <summary>Whether a boolean attribute was set to true.</summary>
    public bool IsSet(string attribute) => Array.Exists(Attributes, a => a.Name == attribute && a.Content is [1]);

    /// <summary>The name of the function that an attribute gives.</summary>
    public string FunctionOf(string attribute) =>
        System.Text.Encoding.UTF8.GetString(Array.Find(Attributes, a => a.Name == attribute)!.Content);

    /// <summary>The names of the functions that an attribute lists.</summary>
    public string[] FunctionsOf(string attribute) => FunctionListProto.Names(Array.Find(Attributes, a => a.Name == attribute)!.Content);

    /// <summary>Writes the operation again.</summary>
    /// <param name="graph">The graph that gets it.</param>
    /// <param name="translate">
    /// From a symbol that this one takes to the symbol that the new one takes; called for each input in order.
    /// </param>
    /// <param name="translateBefore">From an operation that runs before to the new one; null where none has to.</param>
    public Operation Write(Graph graph, Func<Symbol, Symbol> translate, Func<Operation, Operation>? translateBefore = null)
    {
        OperationBuilder builder = new(graph, Type, Name);
        foreach (InputGroup group in Inputs)
        {
            Symbol[] symbols = [.. group.Symbols.Select(translate)];
            builder = group.IsList ? builder.Input(symbols.AsSpan()) : builder.Input(symbols[0]);
        }

        foreach (AttributeEntry attribute in Attributes)
            builder = builder.Attribute(attribute);
        if (translateBefore is not null)
        {
            foreach (Operation before in ControlInputs)
                builder = builder.ControlInput(translateBefore(before));
        }

        using Graph.NameScope scope = graph.EnterScope(Scope ?? graph.CurrentScope);
        Operation operation = builder.Device(Device).Build();
        foreach ((int output, Shape shape) in Shapes)
            _ = operation[output].WithShape(shape);
        return operation;
    }
}
