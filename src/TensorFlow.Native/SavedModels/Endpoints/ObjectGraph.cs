using TensorFlow.SavedModels.Messages;
using Kind = TensorFlow.SavedModels.Messages.SavedObject.KindOneofCase;

namespace TensorFlow;

/// <summary>The objects that TensorFlow 2 saves with a graph: the functions that are attributes, the signatures, and what they
/// capture.</summary>
internal sealed class ObjectGraph
{
    private const string VariableValue = "VARIABLE_VALUE";
    private const string TableContents = "table";
    private readonly SavedObjectGraph graph;
    private readonly IReadOnlyDictionary<string, FunctionDef> functions;
    private readonly Dictionary<string, NodeDef> constants = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<int, string>> keys;
    private readonly Dictionary<int, SavedModelVariable> variables = [];
    private readonly Dictionary<int, SavedModelTable?> read = [];
    private readonly TableReader tables;
    private readonly SavedModelAssets assets;

    public ObjectGraph(
        MetaGraphDef definition, IReadOnlyDictionary<string, FunctionDef> functions, VariableCheckpoint checkpoint, TableReader tables,
        SavedModelAssets assets)
    {
        (this.tables, this.assets) = (tables, assets);
        graph = definition.ObjectGraphDef ?? new();
        this.functions = functions;
        foreach (NodeDef node in definition.GraphDef?.Node ?? [])
        {
            if (node.Op == "Const")
                constants[node.Name] = node;
        }

        keys = new(() => KeysOf(checkpoint.ReadObjects()));
    }

    /// <summary>The names of the attributes that are functions.</summary>
    public IEnumerable<string> FunctionNames =>
        Root.Where(c => Node(c.NodeId) is { KindCase: Kind.Function, Function.ConcreteFunctions.Count: > 0 }).Select(c => c.LocalName);

    /// <summary>The names of the signatures.</summary>
    public IEnumerable<string> SignatureNames =>
        Signatures.Where(c => Node(c.NodeId)?.KindCase == Kind.BareConcreteFunction).Select(c => c.LocalName);

    private IEnumerable<ObjectReference> Root => Node(0)?.Children ?? Enumerable.Empty<ObjectReference>();

    private IEnumerable<ObjectReference> Signatures =>
        Root.FirstOrDefault(c => c.LocalName == "signatures") is { } map && Node(map.NodeId) is { } node ? node.Children : [];

    /// <summary>The forms of an attribute or, where there is none of the name, the signature; null where there is neither.</summary>
    /// <exception cref="ContradictionException">The file contradicts itself, or the function is not supported.</exception>
    public IReadOnlyList<ConcreteFunction>? Find(string name)
    {
        if (Root.FirstOrDefault(c => c.LocalName == name) is { } child
            && Node(child.NodeId)?.Function is { ConcreteFunctions.Count: > 0 } function)
            return [.. function.ConcreteFunctions.Select(Concrete)];
        return Signatures.FirstOrDefault(c => c.LocalName == name) is { } signature
            && Node(signature.NodeId)?.BareConcreteFunction is { } bare ? [Concrete(bare.ConcreteFunctionName)] : null;
    }

    private SavedObject? Node(int id) => id >= 0 && id < graph.Nodes.Count ? graph.Nodes[id] : null;

    private ConcreteFunction Concrete(string name)
    {
        if (!graph.ConcreteFunctions.TryGetValue(name, out SavedConcreteFunction? saved)
            || !functions.TryGetValue(name, out FunctionDef? function))
            throw new ContradictionException($"there is no function '{name}'");
        EndpointStructure inputs = EndpointStructure.Of(saved.CanonicalizedInputSignature, "input");
        EndpointStructure outputs = EndpointStructure.Of(saved.OutputSignature, "output");
        Require(name, "inputs", inputs.Tensors.Count + saved.BoundInputs.Count, function.Signature.InputArg.Count);
        Require(name, "outputs", outputs.Tensors.Count, function.Signature.OutputArg.Count);
        return new(
            inputs.Tensors,
            outputs.Tensors,
            saved.OutputSignature?.KindCase == StructuredValue.KindOneofCase.DictValue,
            inputs.Flags,
            EndpointBody.Of(function),
            [.. saved.BoundInputs.Select(Capture)]);
    }

    private static void Require(string name, string role, int said, int given)
    {
        if (said != given)
            throw new ContradictionException($"the function '{name}' has {given} {role}, and is said to have {said}");
    }

    private EndpointCapture Capture(int id) => Node(id) switch
    {
        { Variable: { } variable } => new(Variable: Variable(id, variable)),
        { Constant: { } constant } => new(Constant: constants.GetValueOrDefault(constant.Operation)
            ?? throw new ContradictionException($"there is no constant '{constant.Operation}'")),
        { KindCase: Kind.Resource } node => new(Table: Table(id, node)),
        { Asset: { } asset } => new(Asset: assets.PathOf(asset.AssetFileDefIndex)),
        { } node => throw new ContradictionException($"it captures an object of the kind {node.KindCase}, which is not supported"),
        null => throw new ContradictionException($"there is no object {id}"),
    };

    private SavedModelVariable Variable(int id, SavedVariable saved)
    {
        if (variables.TryGetValue(id, out SavedModelVariable? known))
            return known;
        TensorSpec spec = EndpointStructure.Spec(saved.Dtype, saved.Shape);
        if (!spec.Shape.IsFullyKnown)
            throw new ContradictionException(
                $"the variable '{saved.Name}' has the shape {spec.Shape}, and only variables of a known shape are supported");
        string key = keys.Value.GetValueOrDefault(id)
            ?? throw new ContradictionException($"the files have no value of the variable '{saved.Name}'");
        return variables[id] = new(saved.Name, spec.DType, spec.Shape, saved.Trainable, key);
    }

    private SavedModelTable Table(int id, SavedObject node)
    {
        if (read.TryGetValue(id, out SavedModelTable? known))
            return known ?? throw new ContradictionException($"the table {id} is filled from itself");
        read[id] = null;
        try
        {
            (FunctionDef creation, _) = Attribute(node, "_create_resource")
                ?? throw new ContradictionException($"nothing creates the resource {id}");
            NodeDef operation = creation.NodeDef.FirstOrDefault(n => n.Op is not ("Const" or "Identity" or "NoOp"))
                ?? throw new ContradictionException($"'{creation.Signature.Name}' creates nothing");
            SavedModelTable table = tables.Read(operation, Filling(id, node), keys.Value.GetValueOrDefault(id));
            read[id] = table;
            return table;
        }
        catch
        {
            read.Remove(id);
            throw;
        }
    }

    private TableFilling? Filling(int id, SavedObject node)
    {
        if (Attribute(node, "_initialize") is not (FunctionDef function, IReadOnlyList<int> bound))
            return null;
        Require(function.Signature.Name, "inputs", bound.Count, function.Signature.InputArg.Count);
        EndpointBody body = EndpointBody.Of(function);
        return new(
            body,
            table => [.. bound.Select(b => b == id ? table : Capture(b).Write())],
            body.Arguments.Where((_, i) => Node(bound[i])?.KindCase == Kind.Asset).ToHashSet(StringComparer.Ordinal));
    }

    // A function without arguments that is an attribute of an object, and what it captures.
    private (FunctionDef Function, IReadOnlyList<int> Captures)? Attribute(SavedObject node, string name)
    {
        if (node.Children.FirstOrDefault(c => c.LocalName == name) is not { } child || Node(child.NodeId) is not { } found)
            return null;
        string? called = found.BareConcreteFunction?.ConcreteFunctionName ?? found.Function?.ConcreteFunctions.FirstOrDefault();
        return called is not null && functions.TryGetValue(called, out FunctionDef? function)
            ? (function, graph.ConcreteFunctions.GetValueOrDefault(called)?.BoundInputs ?? [])
            : throw new ContradictionException($"there is no function '{called}'");
    }

    // Both graphs are walked from the root by the names of the attributes, as TensorFlow does when it restores.
    private Dictionary<int, string> KeysOf(TrackableObjectGraph saved)
    {
        Dictionary<int, string> found = [];
        HashSet<(int, int)> met = [(0, 0)];
        Queue<(int Object, int Saved)> open = new([(0, 0)]);
        while (open.TryDequeue(out (int Object, int Saved) pair))
        {
            if (Node(pair.Object) is not { } node || pair.Saved < 0 || pair.Saved >= saved.Nodes.Count)
                continue;
            TrackableObjectGraph.Types.TrackableObject entry = saved.Nodes[pair.Saved];
            string attribute = node.KindCase == Kind.Resource ? TableContents : VariableValue;
            if (entry.Attributes.FirstOrDefault(a => a.Name == attribute) is { } value)
                found.TryAdd(pair.Object, value.CheckpointKey);
            Dictionary<string, int> children = new(StringComparer.Ordinal);
            foreach (ObjectReference child in entry.Children)
                children[child.LocalName] = child.NodeId;
            foreach (ObjectReference child in node.Children)
            {
                if (children.TryGetValue(child.LocalName, out int id) && met.Add((child.NodeId, id)))
                    open.Enqueue((child.NodeId, id));
            }
        }

        return found;
    }
}
