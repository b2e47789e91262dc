using Keras.Layers;

namespace Keras.Models;

/// <summary>Copies of sequential and functional models whose layers a function gives.</summary>
internal static class ModelClone
{
    public static Sequential Of(Sequential model, Func<Layer, Layer> cloneFunction)
    {
        List<Layer> layers = [.. model.Layers.Select(l => Clone(l, cloneFunction))];
        if (model.InputLayer is { } input)
            layers.Insert(0, LayerRegistry.Instance.FromJson(SerializedObject.Wrap(input)));
        Sequential clone = new(layers) { Name = model.Name };
        if (!clone.IsBuilt && model.BuildShape is { } shape)
            clone.BuildModel(shape);
        return clone;
    }

    public static Model Of(FunctionalGraph graph, string name, Func<Layer, Layer> cloneFunction)
    {
        Dictionary<Layer, Layer> clones = new(ReferenceEqualityComparer.Instance);
        Dictionary<KerasTensor, KerasTensor> tensors = new(ReferenceEqualityComparer.Instance);
        foreach (KerasTensor input in graph.Inputs)
            tensors[input] = new Input(new InputLayer(input.DType, input.Shape) { Name = input.Node.Operation.Name });
        foreach (Node node in graph.Nodes)
        {
            if (node.IsInput)
                continue;
            KerasOperation operation = node.Operation;
            if (operation is Layer layer)
                operation = clones.TryGetValue(layer, out Layer? known) ? known : clones[layer] = Clone(layer, cloneFunction);
            IReadOnlyList<KerasTensor> outputs = operation.Record(node.Arguments.Map(t => tensors[t]), completes: false);
            for (int i = 0; i < outputs.Count; i++)
                tensors[node.Outputs[i]] = outputs[i];
        }

        return new(graph.InputStructure.Map(t => tensors[t]), graph.OutputStructure.Map(t => tensors[t]), name);
    }

    private static Layer Clone(Layer layer, Func<Layer, Layer> cloneFunction) => cloneFunction(layer)
        ?? throw new InvalidOperationException($"CloneModel: the function gave null for '{layer.Name}'; return a layer for each.");
}
