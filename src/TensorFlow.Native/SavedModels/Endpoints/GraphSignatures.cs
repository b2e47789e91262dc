using System.Globalization;
using Google.Protobuf;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// The signatures of a SavedModel as parts of its graph, as TensorFlow 1 and <c>Model.Export</c> write them: without objects, so that
/// variables are found by the operations that restore them.
/// </summary>
internal sealed class GraphSignatures(MetaGraphDef definition, TableReader tables, SavedModelAssets assets)
{
    private const string InternalPrefix = "__saved_model_";
    private readonly Dictionary<string, NodeDef> nodes = (definition.GraphDef?.Node ?? Enumerable.Empty<NodeDef>())
        .GroupBy(n => n.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    private readonly Dictionary<string, SavedModelVariable> variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SavedModelTable> read = new(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public IEnumerable<string> Names =>
        definition.SignatureDef.Keys.Where(k => !k.StartsWith(InternalPrefix, StringComparison.Ordinal));

    /// <summary>The computation of a signature; null where there is none.</summary>
    /// <exception cref="ContradictionException">The file contradicts itself, or the signature is not supported.</exception>
    public ConcreteFunction? Find(string name)
    {
        if (!Names.Contains(name))
            return null;
        SignatureDef signature = definition.SignatureDef[name];
        (string Key, TensorInfo Info)[] inputs = Ordered(signature.Inputs), outputs = Ordered(signature.Outputs);
        NodeDef[] handles = [.. InOrderOfDescription(nodes.Values.Where(n => n.Op == "VarHandleOp" && KeyOf(n.Name) is not null))];
        EndpointBody body = new(
            [.. nodes.Values],
            [.. inputs.Select(i => ArgumentOf(i.Info)), .. handles.Select(h => h.Name)],
            [.. outputs.Select(o => o.Info.Name)],
            [],
            IsFunction: false);
        NodeDef[] used = [.. EndpointOrder.Needed(body).Where(n => IsTable(n.Op))];
        return new(
            [.. inputs.Select(i => (i.Key, EndpointStructure.Spec(i.Info.Dtype, i.Info.TensorShape)))],
            [.. outputs.Select(o => (o.Key, EndpointStructure.Spec(o.Info.Dtype, o.Info.TensorShape)))],
            HasNamedOutputs: true,
            Flags: 0,
            body with { Arguments = [.. body.Arguments, .. used.Select(t => t.Name)] },
            [.. handles.Select(h => new EndpointCapture(Variable: Variable(h))),
                .. used.Select(t => new EndpointCapture(Table: Table(t)))]);
    }

    private static bool IsTable(string op) => op.Contains("HashTable", StringComparison.Ordinal);

    private SavedModelTable Table(NodeDef creation)
    {
        if (read.TryGetValue(creation.Name, out SavedModelTable? known))
            return known;
        string[] files = [.. nodes.Values.Where(n => n.Op == "Const" && assets.PathOf(n.Name) is not null).Select(n => n.Name)];
        NodeDef? operation = nodes.Values.FirstOrDefault(
            n => n.Op is "InitializeTableV2" or "InitializeTableFromTextFileV2" or "LookupTableImportV2"
                && n.Input.Count > 0 && Name(n.Input[0]) == creation.Name);
        TableFilling? filling = operation is null ? null : new(
            new([.. nodes.Values], [creation.Name, .. files], [], [operation.Name], IsFunction: false),
            table => [table, .. files.Select(f => new EndpointCapture(Asset: assets.PathOf(f)).Write())],
            files.ToHashSet(StringComparer.Ordinal));
        return read[creation.Name] = tables.Read(creation, filling, key: null);
    }

    private static (string Key, TensorInfo Info)[] Ordered(IDictionary<string, TensorInfo> tensors)
    {
        foreach ((string key, TensorInfo info) in tensors)
        {
            if (info.Name.Length == 0)
                throw new ContradictionException($"'{key}' is a ragged, sparse or composite tensor, which is not supported");
        }

        return [.. tensors.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, t.Value))];
    }

    private string ArgumentOf(TensorInfo info)
    {
        string name = info.Name.Split(':')[0];
        return nodes.GetValueOrDefault(name)?.Op is "Placeholder" or "PlaceholderWithDefault" ? name
            : throw new ContradictionException($"its input '{info.Name}' is no placeholder of the graph");
    }

    // The order of the collection of variables, which is that of the model that was exported.
    private IEnumerable<NodeDef> InOrderOfDescription(IEnumerable<NodeDef> handles)
    {
        string[] described = [.. Descriptions().Select(d => d.VariableName.Split(':')[0])];
        return handles.OrderBy(h => Array.IndexOf(described, h.Name) is var at and >= 0 ? at : described.Length);
    }

    private IReadOnlyList<VariableDef> Descriptions()
    {
        IEnumerable<ByteString> all =
            definition.CollectionDef.GetValueOrDefault("variables")?.BytesList?.Value ?? Enumerable.Empty<ByteString>();
        try
        {
            return [.. all.Select(VariableDef.Parser.WithDiscardUnknownFields(true).ParseFrom)];
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ContradictionException($"the descriptions of its variables are damaged: {e.Message}");
        }
    }

    private SavedModelVariable Variable(NodeDef handle)
    {
        if (variables.TryGetValue(handle.Name, out SavedModelVariable? known))
            return known;
        TensorSpec spec = EndpointStructure.Spec(handle.Attr["dtype"].Type, handle.Attr.GetValueOrDefault("shape")?.Shape);
        if (!spec.Shape.IsFullyKnown)
            throw new ContradictionException(
                $"the variable '{handle.Name}' has the shape {spec.Shape}, and only variables of a known shape are supported");
        bool trainable = Descriptions().FirstOrDefault(d => d.VariableName.Split(':')[0] == handle.Name)?.Trainable ?? true;
        return variables[handle.Name] = new(handle.Name, spec.DType, spec.Shape, trainable, KeyOf(handle.Name)!);
    }

    // The value is assigned by AssignVariableOp, from an output of RestoreV2, whose second input lists the names in the checkpoint.
    private string? KeyOf(string handle)
    {
        foreach (NodeDef assignment in nodes.Values)
        {
            if (assignment is not { Op: "AssignVariableOp", Input: [var assigned, var tensor, ..] } || Name(assigned) != handle)
                continue;
            for (int i = 0; i < nodes.Count && nodes.GetValueOrDefault(Name(tensor)) is { Op: "Identity", Input: [var source, ..] }; i++)
                tensor = source;
            if (nodes.GetValueOrDefault(Name(tensor)) is not { Op: "RestoreV2", Input: [_, var list, ..] }
                || nodes.GetValueOrDefault(Name(list))?.Attr.GetValueOrDefault("value")?.Tensor is not { } names)
                continue;
            int at = tensor.Split(':') is [_, var text]
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : 0;
            if (EndpointConstant.Text(names, at) is { } key)
                return key;
        }

        return null;
    }

    private static string Name(string tensor) => tensor.TrimStart('^').Split(':')[0];
}
