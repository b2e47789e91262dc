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
        HashSet<KerasTensor> following = new(inputs.Flatten(), ReferenceEqualityComparer.Instance);
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
            CallArguments<KerasTensor> arguments = WithoutMasksFromOutside(node.Arguments, following);
            if (arguments.Leaves.All(following.Contains))
                following.UnionWith(node.Outputs);
            KerasTensor[] results = [.. node.Outputs.Select(o => new KerasTensor(o.Shape, o.DType, o.Name + "_clone"))];
            _ = new Node(node.Operation, arguments.Map(t => copies[t]), results);
            for (int i = 0; i < results.Length; i++)
                copies.TryAdd(node.Outputs[i], results[i]);
        }

        return (inputs.Map(t => copies[t]), outputs.Map(t => copies[t]));
    }

    // A mask that was computed in front of the inputs comes with them at run time; Keras refuses such a model.
    private static CallArguments<KerasTensor> WithoutMasksFromOutside(
        CallArguments<KerasTensor> arguments, HashSet<KerasTensor> following) => new(
        arguments.Positional,
        [.. arguments.Named.Select(n =>
            n.Value is CallArgument<KerasTensor>.Leaf { IsImplied: true, Value: var mask } && !following.Contains(mask)
                ? (n.Name, new CallArgument<KerasTensor>.Constant(null)) : n)]);
}
