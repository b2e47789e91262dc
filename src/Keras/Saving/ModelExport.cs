using TensorFlow;

namespace Keras.Saving;

/// <summary>Exports the inference of a model as a SavedModel.</summary>
internal static class ModelExport
{
    public static void Write(Model model, IReadOnlyList<Shape> inputShapes, string directory)
    {
        (string Name, DType DType)[] inputs = Inputs(model, inputShapes.Count);
        using Graph graph = new();
        SavedModelWriter writer = new(graph);
        HashSet<Weight> trainable = [.. model.TrainableWeights];
        List<Variable> variables = [];
        try
        {
            WriteTo(directory);
        }
        finally
        {
            foreach (Variable variable in variables)
                variable.Dispose();
        }

        Symbol Add(Weight weight)
        {
            using Tensor value = weight.Read();
            variables.Add(new(value));
            return writer.AddVariable(weight.Path, variables[^1], trainable.Contains(weight));
        }

        void WriteTo(string directory)
        {
            using TraceContext trace = new(graph) { Source = w => Add((Weight)w), HoldsConstants = true };
            // All weights, in order, also those that inference does not read.
            foreach (Weight weight in model.Weights)
                _ = trace.Initial(weight);
            Symbol[] x = [.. inputs.Select((input, i) => writer.AddInput(input.Name, input.DType, inputShapes[i]))];
            IReadOnlyList<Symbol> outputs = model.ApplyAll(x, new CallContext());
            // Keras's own exports have the second name, which keras.layers.TFSMLayer looks for.
            writer.Write(directory, Named(trace, model, outputs), SavedModel.DefaultSignature, "serve");
        }
    }

    // Keras's names: of the inputs, or of the dictionary that they are in.
    private static (string Name, DType DType)[] Inputs(Model model, int count)
    {
        if (model is Sequential { InputLayer: { } layer })
            return [(layer.Name, layer.DType)];
        return model.Graph is { } graph && model is not Sequential
            ? [.. graph.InputNames.Zip(graph.Inputs, (name, input) => (name, input.DType))]
            : [.. Enumerable.Range(0, count).Select(i => (i == 0 ? "input_layer" : $"input_layer_{i}", DType.Float32))];
    }

    private static Dictionary<string, Symbol> Named(TraceContext trace, Model model, IReadOnlyList<Symbol> outputs)
    {
        IReadOnlyList<string>? names = model.Graph is { OutputStructure: { Names: not null } } graph ? graph.TargetNames : null;
        Operation[] writes = [.. Writes(trace)];
        return Enumerable.Range(0, outputs.Count)
            .ToDictionary(i => names?[i] ?? $"output_{i}", i => After(writes, outputs[i], i), StringComparer.Ordinal);
    }

    /// <summary>The assignments of the weights that inference changes.</summary>
    private static IEnumerable<Operation> Writes(TraceContext trace)
    {
        foreach (Weight weight in trace.Touched.Cast<Weight>().Where(w => trace.Latest(w) != trace.Initial(w)))
        {
            Operation read = trace.Initial(weight).Operation;
            yield return OperationBuilder.Create("AssignVariableOp")
                .Input(read.Input(0))
                .Input(trace.Latest(weight))
                .Attribute("dtype", weight.DType)
                .ControlInput(read)
                .Build();
        }
    }

    /// <summary>An output that is computed after other operations.</summary>
    private static Symbol After(Operation[] operations, Symbol output, int index)
    {
        OperationBuilder result = OperationBuilder.Create("Identity", $"serving_default_output_{index}").Input(output);
        foreach (Operation operation in operations)
            _ = result.ControlInput(operation);
        return result.Build()[0];
    }
}
