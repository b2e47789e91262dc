using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>The program of a SavedModel: the functions, the variables, and what names them.</summary>
internal sealed class SavedModelLibrary
{
    private readonly MetaGraphDef definition;
    private readonly bool allowFileAccess;
    private readonly ObjectGraph objects;
    private readonly GraphSignatures signatures;
    private readonly FunctionContents contents;
    private readonly Dictionary<string, FunctionDef> functions = new(StringComparer.Ordinal);

    public SavedModelLibrary(string directory, MetaGraphDef definition, OpDefinitions definitions, bool allowFileAccess)
    {
        Directory = directory;
        this.definition = definition;
        Definitions = definitions;
        this.allowFileAccess = allowFileAccess;
        foreach (FunctionDef function in definition.GraphDef?.Library?.Function ?? [])
            functions[function.Signature.Name] = function;
        Checkpoint = new(directory);
        contents = new(functions);
        TableReader tables = new(functions, definitions, Checkpoint, RequireAllowed);
        SavedModelAssets assets = SavedModelAssets.Of(directory, definition);
        objects = new(definition, functions, Checkpoint, tables, assets);
        signatures = new(definition, tables, assets);
        SignatureNames = [.. signatures.Names.Union(objects.SignatureNames).Order(StringComparer.Ordinal)];
        EndpointNames = [.. objects.FunctionNames.Order(StringComparer.Ordinal), .. SignatureNames.Except(objects.FunctionNames)];
    }

    public string Directory { get; }

    public OpDefinitions Definitions { get; }

    public VariableCheckpoint Checkpoint { get; }

    public IReadOnlyList<string> EndpointNames { get; }

    public IReadOnlyList<string> SignatureNames { get; }

    /// <exception cref="SavedModelException">The endpoint is not supported, or the file contradicts itself.</exception>
    public SavedModelEndpoint? Find(string name) => Guard(name, () =>
    {
        IReadOnlyList<ConcreteFunction>? found = objects.Find(name) ?? (signatures.Find(name) is { } signature ? [signature] : null);
        if (found is null)
            return null;
        RequireAllowed(found.SelectMany(f => contents.NodesOf(f.Body)));
        return new SavedModelEndpoint(name, this, found);
    });

    /// <summary>Writes a computation into the graph of the thread.</summary>
    /// <param name="name">The endpoint, for messages.</param>
    /// <param name="function">The computation.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="state">The values of the variables; the computation changes them.</param>
    public Symbol[] Write(string name, ConcreteFunction function, Symbol[] inputs, Dictionary<SavedModelVariable, Symbol> state) =>
        Guard(name, () =>
        {
            Dictionary<SavedModelVariable, Symbol> before = new(state);
            try
            {
                return new EndpointWriter(functions, Definitions, state, keepsLists: false).Write(function, inputs);
            }
            catch (ListUseException)
            {
                foreach ((SavedModelVariable variable, Symbol value) in before)
                    state[variable] = value;
                return new EndpointWriter(functions, Definitions, state, keepsLists: true).Write(function, inputs);
            }
        });

    /// <summary>The types of the operations of some computations, those of the functions that they call included.</summary>
    public HashSet<string> OperationTypes(IEnumerable<ConcreteFunction> computations) => [.. NodesOf(computations).Select(n => n.Op)];

    /// <summary>Whether an operation of some computations takes or gives strings.</summary>
    public bool HasStrings(IEnumerable<ConcreteFunction> computations) => NodesOf(computations).Any(HasStrings);

    /// <summary>The type of an operation of some computations that XLA cannot compile; null where there is none.</summary>
    public string? UncompilableOperation(IEnumerable<ConcreteFunction> computations) => NodesOf(computations).FirstOrDefault(
        n => !functions.ContainsKey(n.Op) && (HasStrings(n) || !(IsWrittenOtherwise(n.Op) || XlaKernels.Exist(n))))?.Op;

    // Values and constants take the place of variables and tables, what is called that of a call, and assertions are left out.
    private static bool IsWrittenOtherwise(string op) =>
        op is "Assert" or "NoOp" or "Print" or "Placeholder" or "PlaceholderWithDefault" or "DisableCopyOnRead" or "VarIsInitializedOp"
            or "VariableShape" or "VarHandleOp" or "HashTableV2"
        || op.StartsWith("Resource", StringComparison.Ordinal) || op.StartsWith("LookupTable", StringComparison.Ordinal);

    private static bool HasStrings(NodeDef node) => node.Op != "Assert" && node.Attr.Any(
        a => !a.Key.StartsWith('_') && (a.Value.Type == (int)DType.String || a.Value.List?.Type.Contains((int)DType.String) == true));

    private IEnumerable<NodeDef> NodesOf(IEnumerable<ConcreteFunction> computations) =>
        computations.SelectMany(f => contents.NodesOf(f.Body));

    private void RequireAllowed(IEnumerable<NodeDef> nodes)
    {
        if (!allowFileAccess && nodes.FirstOrDefault(OutsideAccess.IsReaching) is { } node)
            throw new SavedModelException(
                $"'{Directory}' uses the operation {node.Op} ('{node.Name}'), which can read or write files or reach other processes. "
                + "If you trust the model, pass allowFileAccess: true.");
    }

    private T Guard<T>(string endpoint, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (ContradictionException e)
        {
            throw new SavedModelException(
                $"The endpoint '{endpoint}' of '{Directory}' cannot become a part of a function: {e.Message}.", e);
        }
    }
}
