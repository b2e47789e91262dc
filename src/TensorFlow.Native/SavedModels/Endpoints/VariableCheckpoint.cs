using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>The values of a SavedModel's variables in its files.</summary>
/// <param name="directory">The directory of the SavedModel.</param>
internal sealed class VariableCheckpoint(string directory)
{
    private const string ObjectGraphKey = "_CHECKPOINTABLE_OBJECT_GRAPH";
    private readonly string prefix = Path.Combine(directory, "variables", "variables");

    /// <summary>The objects that the values belong to.</summary>
    /// <exception cref="SavedModelException">A file is missing or damaged.</exception>
    public TrackableObjectGraph ReadObjects()
    {
        using Tensor content = Read([ObjectGraphKey], [DType.String])[0];
        try
        {
            return TrackableObjectGraph.Parser.WithDiscardUnknownFields(true).ParseFrom(content.ToBytes());
        }
        catch (Exception e) when (e is Google.Protobuf.InvalidProtocolBufferException or InvalidOperationException)
        {
            throw new SavedModelException($"The objects in '{prefix}.index' are damaged: {e.Message} Export the model again.", e);
        }
    }

    /// <summary>The values of variables, in order; the caller disposes them.</summary>
    /// <exception cref="SavedModelException">A file is missing or damaged, or a value has another type or shape than its
    /// variable.</exception>
    public Tensor[] Read(IReadOnlyList<SavedModelVariable> variables)
    {
        if (variables.Count == 0)
            return [];
        Tensor[] values = Read([.. variables.Select(v => v.Key)], [.. variables.Select(v => v.DType)]);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].DType == variables[i].DType && variables[i].Shape.IsCompatibleWith(values[i].Shape))
                continue;
            string found = TensorSpec.Of(values[i]).ToString();
            foreach (Tensor value in values)
                value.Dispose();
            throw new SavedModelException(
                $"The variable '{variables[i].Name}' of '{directory}' is {new TensorSpec(variables[i].DType, variables[i].Shape)}, and its "
                + $"value in the files is {found}: the files are of different models. Export the model again.");
        }

        return values;
    }

    /// <summary>Values by their keys; the caller disposes them.</summary>
    /// <exception cref="SavedModelException">A file is missing or damaged.</exception>
    public Tensor[] Read(string[] keys, DType[] types)
    {
        // Without the index the library would look for a file of an older form.
        if (!File.Exists(prefix + ".index"))
            throw new SavedModelException(
                $"'{prefix}.index' is missing, and with it the values of the model's variables; copy the whole directory, or export the "
                + "model again.");
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol path = graph.Placeholder(DType.String, Shape.Scalar, "prefix");
        Symbol[] restored = RawOps.RestoreV2(path, graph.Strings("keys", keys), graph.Strings("slices", [.. keys.Select(_ => "")]), types);
        using Function function = Function.FromGraph(graph, "restore_variables", [path], restored, []);
        using FunctionCall call = new(function);
        using Tensor text = Tensor.CreateStrings([prefix], Shape.Scalar);
        using DeviceTensor input = DeviceTensor.From(text);
        call.SetInput(0, input);
        try
        {
            call.Run();
        }
        catch (TensorFlowException e)
        {
            throw new SavedModelException($"The values in '{prefix}.index' cannot be read: {e.Message} Export the model again.", e);
        }

        List<Tensor> values = [];
        try
        {
            for (int i = 0; i < keys.Length; i++)
            {
                using DeviceTensor output = call.TakeOutput(i);
                values.Add(output.ToTensor());
            }

            return [.. values];
        }
        catch
        {
            foreach (Tensor value in values)
                value.Dispose();
            throw;
        }
    }
}
