using Keras.Layers;

namespace Keras.Models;

/// <summary>
/// A copy of a part of a model's graph whose inputs are not inputs yet: they become new ones, the layers and their weights are shared.
/// </summary>
internal static class GraphClone
{
    /// <summary>Copies the calls between inputs and outputs.</summary>
    public static (Structure<KerasTensor> Inputs, Structure<KerasTensor> Outputs) Of(
        Structure<KerasTensor> inputs, Structure<KerasTensor> outputs)
    {
        Dictionary<KerasTensor, KerasTensor> copies = new(ReferenceEqualityComparer.Instance);
        foreach (KerasTensor input in inputs.Flatten())
        {
            copies[input] = input.Node.IsInput
                ? input
                : new Input(new InputLayer(input.DType, input.Shape) { Name = input.Name + "CLONE" });
        }

        foreach (Node node in FunctionalGraph.Between(inputs.Flatten(), outputs.Flatten()))
        {
            if (node.IsInput)
            {
                foreach (KerasTensor tensor in node.Outputs)
                    copies.TryAdd(tensor, tensor);
                continue;
            }

            if (node.Outputs.All(copies.ContainsKey))
                continue;
            KerasTensor[] results = [.. node.Outputs.Select(o => new KerasTensor(o.Shape, o.DType, o.Name + "_clone"))];
            _ = new Node(node.Operation, node.Arguments.Map(t => copies[t]), results);
            for (int i = 0; i < results.Length; i++)
                copies.TryAdd(node.Outputs[i], results[i]);
        }

        return (inputs.Map(t => copies[t]), outputs.Map(t => copies[t]));
    }
}
