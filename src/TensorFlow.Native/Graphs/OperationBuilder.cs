using System.Diagnostics;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// Describes an operation and adds it to a graph. <see cref="RawOps"/> has a typed method for most ops; this one takes any.
/// </summary>
[DebuggerDisplay("{type,nq} {name,nq}, {inputs.Count} inputs")]
public sealed partial class OperationBuilder
{
    private readonly string type;
    private readonly string? name;
    private readonly List<InputGroup> inputs = [];
    private readonly List<Operation> controlInputs = [];
    private readonly List<AttributeEntry> attributes = [];
    private string device = "";
    private Graph? graph;

    internal OperationBuilder(Graph? graph, string type, string? name)
    {
        this.graph = graph;
        this.type = type;
        this.name = name;
    }

    /// <summary>Begins an operation of the graph of its first input, or of <see cref="Graph.Current"/> if it has none.</summary>
    /// <param name="type">The op: "MatMul".</param>
    /// <param name="name">The operation's name, made unique; null means a name after the op.</param>
    public static OperationBuilder Create(string type, string? name = null) => new(null, type, name);

    /// <summary>Adds an input.</summary>
    /// <param name="symbol">The symbol it takes.</param>
    public OperationBuilder Input(Symbol symbol)
    {
        inputs.Add(new([Own(symbol)], false));
        return this;
    }

    /// <summary>Adds an input that is a list.</summary>
    /// <param name="symbols">The symbols it takes.</param>
    public OperationBuilder Input(params ReadOnlySpan<Symbol> symbols)
    {
        Symbol[] owned = new Symbol[symbols.Length];
        for (int i = 0; i < owned.Length; i++)
            owned[i] = Own(symbols[i]);
        inputs.Add(new(owned, true));
        return this;
    }

    /// <summary>Adds a control dependency: the operation runs after another.</summary>
    /// <param name="operation">The operation to wait for.</param>
    /// <exception cref="ArgumentException">The operation belongs to another graph.</exception>
    public OperationBuilder ControlInput(Operation operation)
    {
        graph ??= operation.Graph;
        if (operation.Graph is null || operation.Graph != graph)
            throw new ArgumentException(
                $"{type}: a control input belongs to another graph or to none; take one of the graph being written.", nameof(operation));
        controlInputs.Add(operation);
        return this;
    }

    /// <summary>Places the operation.</summary>
    /// <param name="fullName">A device's full name.</param>
    public OperationBuilder Device(string fullName)
    {
        device = fullName;
        return this;
    }

    /// <summary>Adds the operation to the graph.</summary>
    /// <exception cref="InvalidArgumentException">The inputs do not fit the op: shapes, types, missing attributes.</exception>
    public unsafe Operation Build()
    {
        graph ??= Graph.Current;
        string unique = graph.UniqueName(name ?? type);
        using StatusHandle status = new();
        nint description = NativeMethods.TF_NewOperation(graph.Handle, type, unique);
        try
        {
            Describe(description, unique, status);
        }
        catch
        {
            // Only finishing frees a description.
            _ = NativeMethods.TF_FinishOperation(description, status);
            throw;
        }

        nint native = NativeMethods.TF_FinishOperation(description, status);
        if (status.Failed)
            throw Refused(unique, status);
        graph.Record(native, unique, new(type, name, device, [.. inputs], [.. controlInputs], [.. attributes]));
        return new(graph, native);
    }

    private Exception Refused(string unique, StatusHandle status)
    {
        Symbol[] symbols = [.. inputs.SelectMany(i => i.Symbols)];
        string on = symbols.Length > 0 ? " on " : "", reason = RefusalReason.Of(type, status.Message);
        if (graph!.CurrentScope is not { } scope)
            return TensorFlowException.Create(status.Code, $"Could not add {type} '{unique}'{on}{string.Join(", ", symbols)}: {reason}");
        string received = string.Join(" and ", symbols.Select(s => $"{s.DType.StandardName} {s.Shape}"));
        return TensorFlowException.Create(
            status.Code, $"{scope}: could not add {type}{on}{received}: {reason}; check what '{scope.Path}' passes to {type}.");
    }

    private unsafe void Describe(nint description, string unique, StatusHandle status)
    {
        GraphHash hash = graph!.Hash.Add(type).Add(unique).Add(device).Add(inputs.Count).Add(controlInputs.Count).Add(attributes.Count);
        foreach ((Symbol[] symbols, bool isList) in inputs)
        {
            hash.Add(isList ? symbols.Length : -1);
            OutputReference[] references = [.. symbols.Select(s => s.Reference)];
            foreach (Symbol symbol in symbols)
                hash.Add(symbol);
            fixed (OutputReference* list = references)
            {
                if (isList)
                    NativeMethods.TF_AddInputList(description, list, references.Length);
                else
                    NativeMethods.TF_AddInput(description, *list);
            }
        }

        foreach (Operation operation in controlInputs)
        {
            hash.Add(operation.Name);
            NativeMethods.TF_AddControlInput(description, operation.Native);
        }

        if (device.Length > 0)
            NativeMethods.TF_SetDevice(description, device);
        foreach (AttributeEntry attribute in attributes)
        {
            hash.Add(attribute.Name).Add(attribute.Content);
            attribute.Set(description, attribute.Name, status);
            status.ThrowIfError($"set the attribute {attribute.Name} of {type} '{unique}'");
        }
    }

    private Symbol Own(Symbol symbol)
    {
        Graph source = symbol.Graph ?? throw new ArgumentException($"{type}: an input is a default Symbol, which belongs to no graph.");
        // In the body of a loop or a branch, operations on symbols from around belong to the body.
        graph ??= Graph.HasCurrent && Graph.Current.IsInside(source) ? Graph.Current : source;
        return graph.Resolve(symbol)
            ?? throw new ArgumentException(
                $"{type}: an input is a symbol of another program, of another graph than this one; pass it into the function as an input.");
    }
}
