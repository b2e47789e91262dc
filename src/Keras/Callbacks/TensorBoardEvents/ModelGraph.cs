using Keras.Layers;
using TensorFlow;

namespace Keras.Callbacks.TensorBoardEvents;

/// <summary>The graph of a model's inference, for TensorBoard to show.</summary>
internal static class ModelGraph
{
    /// <returns>A serialized <c>GraphDef</c>; null where the shapes of the model's inputs are not known.</returns>
    public static byte[]? Write(Model model)
    {
        IReadOnlyList<(string Name, DType DType, Shape Shape)> inputs = Inputs(model);
        if (inputs.Count == 0)
            return null;
        using Graph graph = new();
        using TraceContext trace = new(graph) { Source = weight => graph.Placeholder(weight.DType, weight.Shape, weight.Path) };
        _ = model.ApplyAll([.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, i.Name))], new CallContext());
        return graph.ToGraphDef();
    }

    private static IReadOnlyList<(string Name, DType DType, Shape Shape)> Inputs(Model model)
    {
        InputLayer? input = (model as Sequential)?.InputLayer;
        if (model.BuildShape is { } shape)
            return [(input?.Name ?? "input", input?.DType ?? DType.Float32, shape)];
        return model is Sequential || !model.IsBuilt || model.ClassName != "Functional" ? []
            : [.. model.Inputs.Zip(model.InputNames, (t, name) => (name, t.DType, t.Shape))];
    }
}
