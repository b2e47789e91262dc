using Keras.Layers;
using TensorFlow;

namespace Keras.Saving;

/// <summary>Writes a model's inference as a SavedModel.</summary>
internal static class ModelExport
{
    public static void Write(Model model, Shape inputShape, string directory)
    {
        InputLayer? input = (model as Sequential)?.InputLayer;
        string key = input?.Name ?? "input_layer";
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
            using Trace trace = new(graph) { Source = Add };
            // All weights, in order, also those that inference does not read.
            foreach (Weight weight in model.Weights)
                _ = trace.Initial(weight);
            Symbol x = writer.AddInput(key, input?.DType ?? DType.Float32, inputShape);
            Symbol output = AfterWrites(trace, model.Apply(x, new CallContext()));
            // Keras's own exports have the second name, which keras.layers.TFSMLayer looks for.
            writer.Write(directory, new Dictionary<string, Symbol> { ["output_0"] = output }, SavedModel.DefaultSignature, "serve");
        }
    }

    /// <summary>The output, given only when the weights that inference changes are assigned.</summary>
    private static Symbol AfterWrites(Trace trace, Symbol output)
    {
        OperationBuilder result = OperationBuilder.Create("Identity", "serving_default_output_0").Input(output);
        foreach (Weight weight in trace.Touched.Where(w => trace.Latest(w) != trace.Initial(w)))
        {
            Operation read = trace.Initial(weight).Operation;
            Operation assignment = OperationBuilder.Create("AssignVariableOp")
                .Input(read.Input(0))
                .Input(trace.Latest(weight))
                .Attribute("dtype", weight.DType)
                .ControlInput(read)
                .Build();
            _ = result.ControlInput(assignment);
        }

        return result.Build()[0];
    }
}
