using Google.Protobuf;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// The variables of a graph that becomes a SavedModel, the operations that save and restore them, and the checkpoint with their values.
/// </summary>
internal sealed class SavedVariables(Graph graph)
{
    private readonly List<Entry> entries = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public Symbol Add(string name, Variable variable, bool trainable)
    {
        string unique = name;
        for (int i = 1; !names.Add(unique); i++)
            unique = $"{name}_{i}";
        // The name under which sessions keep the variable must be its own, or variables become one.
        Symbol handle = new OperationBuilder(graph, "VarHandleOp", unique)
            .Attribute("dtype", variable.DType)
            .Attribute("shape", variable.Shape)
            .Attribute("shared_name", unique)
            .Build()[0];
        Symbol value = OperationBuilder.Create("ReadVariableOp", unique + "/Read").Input(handle)
            .Attribute("dtype", variable.DType).Build()[0].WithShape(variable.Shape);
        entries.Add(new(unique, variable, trainable, handle, value));
        return value;
    }

    /// <summary>Adds the operations that save and restore, and tells the file about them and the variables.</summary>
    public void AddSaver(MetaGraphDef metaGraph)
    {
        if (entries.Count == 0)
            return;
        using Graph.Scope scope = graph.Use();
        Symbol filename = graph.Placeholder(DType.String, Shape.Scalar, "save/filename");
        Symbol keys = graph.Strings("save/tensor_names", [.. entries.Select(e => e.Name)]);
        Symbol slices = graph.Strings("save/slices", [.. entries.Select(_ => "")]);
        Operation save = RawOps.SaveV2(filename, keys, slices, [.. entries.Select(e => e.Value)], "save/SaveV2");
        Operation saved = OperationBuilder.Create("Identity", "save/control_dependency").Input(filename).ControlInput(save).Build();
        Symbol[] restored = RawOps.RestoreV2(filename, keys, slices, [.. entries.Select(e => e.Variable.DType)], "save/RestoreV2");
        Operation[] assigned = [.. entries.Select((e, i) => RawOps.AssignVariableOp(e.Handle, restored[i], name: $"save/Assign{i}"))];
        OperationBuilder all = OperationBuilder.Create("NoOp", "save/restore_all");
        foreach (Operation assignment in assigned)
            _ = all.ControlInput(assignment);
        metaGraph.SaverDef = new()
        {
            FilenameTensorName = filename.Operation.Name + ":0",
            SaveTensorName = saved.Name + ":0",
            RestoreOpName = all.Build().Name,
            Version = SaverDef.Types.CheckpointFormatVersion.V2,
        };
        metaGraph.CollectionDef["variables"] = Describe(assigned, _ => true);
        metaGraph.CollectionDef["trainable_variables"] = Describe(assigned, e => e.Trainable);
    }

    /// <summary>Writes the current values as a checkpoint.</summary>
    public void WriteValues(string directory)
    {
        if (entries.Count == 0)
            return;
        _ = Directory.CreateDirectory(directory);
        using Graph saving = new();
        using Graph.Scope scope = saving.Use();
        Symbol filename = saving.Placeholder(DType.String, Shape.Scalar, "filename");
        Symbol[] handles = [.. entries.Select(_ => saving.Placeholder(DType.Resource, Shape.Scalar, "variable"))];
        Symbol[] values = [.. handles.Select((h, i) => RawOps.ReadVariableOp(h, entries[i].Variable.DType))];
        Operation save = RawOps.SaveV2(
            filename, saving.Strings("tensor_names", [.. entries.Select(e => e.Name)]),
                saving.Strings("slices", [.. entries.Select(_ => "")]), values);
        using Function function = Function.FromGraph(saving, "save_variables", [filename, .. handles], [], [save]);
        using FunctionCall call = new(function);
        using Tensor prefix = Tensor.CreateStrings([Path.Combine(directory, "variables")], Shape.Scalar);
        using DeviceTensor input = DeviceTensor.From(prefix);
        call.SetInput(0, input);
        for (int i = 0; i < entries.Count; i++)
            call.SetInput(i + 1, entries[i].Variable.Handle);
        call.Run();
    }

    // Without these collections a consumer can run the model but does not see its variables.
    private CollectionDef Describe(Operation[] assigned, Func<Entry, bool> takes)
    {
        CollectionDef collection = new() { BytesList = new() };
        for (int i = 0; i < entries.Count; i++)
        {
            Entry entry = entries[i];
            if (!takes(entry))
                continue;
            VariableDef definition = new()
            {
                VariableName = entry.Handle.Operation.Name + ":0",
                InitializerName = assigned[i].Name,
                SnapshotName = entry.Value.Operation.Name + ":0",
                IsResource = true,
                Trainable = entry.Trainable,
            };
            collection.BytesList.Value.Add(definition.ToByteString());
        }

        return collection;
    }

    private sealed record Entry(string Name, Variable Variable, bool Trainable, Symbol Handle, Symbol Value);
}
