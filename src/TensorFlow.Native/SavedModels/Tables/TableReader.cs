using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Reads the contents of tables: runs what fills a table once, or reads the checkpoint.</summary>
/// <param name="functions">The functions of the file by name.</param>
/// <param name="definitions">The definitions of operations.</param>
/// <param name="checkpoint">The values in the files.</param>
/// <param name="requireAllowed">Throws where an operation reaches beyond the model and must not.</param>
internal sealed class TableReader(
    IReadOnlyDictionary<string, FunctionDef> functions,
    OpDefinitions definitions,
    VariableCheckpoint checkpoint,
    Action<IEnumerable<NodeDef>> requireAllowed)
{
    /// <summary>The table that an operation creates.</summary>
    /// <param name="creation">The operation.</param>
    /// <param name="filling">What fills it; null for nothing.</param>
    /// <param name="key">The key of the contents in the checkpoint; null where they are not there.</param>
    /// <exception cref="ContradictionException">The resource is of another kind, or cannot be filled.</exception>
    /// <exception cref="SavedModelException">A file is damaged, or an operation is not allowed.</exception>
    public SavedModelTable Read(NodeDef creation, TableFilling? filling, string? key)
    {
        string name = creation.Attr.GetValueOrDefault("shared_name")?.S is { Length: > 0 } shared ? shared.ToStringUtf8() : creation.Name;
        if (creation.Op is not ("HashTableV2" or "MutableHashTableV2" or "MutableHashTableOfTensorsV2"))
            throw new ContradictionException(
                $"it uses a resource that {creation.Op} creates, and only variables, static and mutable hash tables are supported");
        DType keyType = (DType)creation.Attr["key_dtype"].Type, valueType = (DType)creation.Attr["value_dtype"].Type;
        if (creation.Op == "HashTableV2")
        {
            return Fill(
                name, keyType, valueType, filling ?? throw new ContradictionException($"nothing fills the table '{name}'"));
        }

        Tensor[] contents = checkpoint.Read(
            [Key() + "-keys", Key() + "-values"], [keyType, valueType]);
        using Tensor keys = contents[0], values = contents[1];
        return new(name, keys, values);

        string Key() => key ?? throw new ContradictionException($"the files have no contents of the table '{name}'");
    }

    private SavedModelTable Fill(string name, DType keyType, DType valueType, TableFilling filling)
    {
        requireAllowed(new FunctionContents(functions).NodesOf(filling.Body).Where(n => !ReadsAsset(n, filling)));
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol table = RawOps.AnonymousHashTable(keyType, valueType);
        List<Operation> effects = [];
        EndpointWriter writer = new(functions, definitions, [], keepsLists: true) { Effects = effects };
        writer.Write(filling.Body, filling.Arguments(table));
        OperationBuilder builder = OperationBuilder.Create("LookupTableExportV2")
            .Input(table).Attribute("Tkeys", keyType).Attribute("Tvalues", valueType);
        foreach (Operation effect in effects)
            builder.ControlInput(effect);
        Operation export = builder.Build();
        using Function function = Function.FromGraph(graph, "table", [], [export[0], export[1]], []);
        using FunctionCall call = new(function);
        try
        {
            call.Run();
        }
        catch (TensorFlowException e)
        {
            throw new ContradictionException($"the table '{name}' cannot be filled: {e.Message}");
        }

        using DeviceTensor first = call.TakeOutput(0), second = call.TakeOutput(1);
        using Tensor keys = first.ToTensor(), values = second.ToTensor();
        return new(name, keys, values);
    }

    // Reading a vocabulary that the SavedModel brings is no access to other files.
    private static bool ReadsAsset(NodeDef node, TableFilling filling) =>
        node is { Op: "InitializeTableFromTextFileV2", Input: [_, var file, ..] } && filling.Body.Nodes.Contains(node)
        && filling.Assets.Contains(file.Split(':')[0]);
}
