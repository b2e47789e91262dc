using TensorFlow;

namespace Keras.Models;

/// <summary>
/// The calls between the inputs and the outputs of a functional model, in the order in which Keras runs them: by depth, the number of calls
/// between a call and the outputs.
/// </summary>
internal sealed class FunctionalGraph
{
    private FunctionalGraph(Structure<KerasTensor> inputs, Structure<KerasTensor> outputs, GraphOrder order)
    {
        InputStructure = inputs;
        OutputStructure = outputs;
        Inputs = inputs.Flatten();
        Outputs = outputs.Flatten();
        Nodes = order.Nodes;
        Operations = order.Operations;
    }

    public Structure<KerasTensor> InputStructure { get; }

    public Structure<KerasTensor> OutputStructure { get; }

    public IReadOnlyList<KerasTensor> Inputs { get; }

    public IReadOnlyList<KerasTensor> Outputs { get; }

    /// <summary>The calls in the order of their execution, those of the inputs included.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The calls of each operation, in the order of their making.</summary>
    public ILookup<KerasOperation, Node> NodesByOperation => Nodes.OrderBy(n => n.Order).ToLookup(n => n.Operation);

    /// <summary>The layers and operations in Keras's order, inputs included.</summary>
    public IReadOnlyList<KerasOperation> Operations { get; }

    /// <summary>The names of the inputs.</summary>
    public IReadOnlyList<string> InputNames => InputStructure.Names is { } names && InputStructure.All(i => i.IsValue)
        ? [.. names.Order(StringComparer.Ordinal)]
        : [.. Inputs.Select(i => i.Node.Operation.Name)];

    /// <summary>Keras's names of the outputs: those of the layers that give them.</summary>
    public IReadOnlyList<string> OutputNames => [.. Outputs.Select(o => o.Node.Operation.Name)];

    /// <summary>The names by which targets, losses and metrics are given: those of a dictionary of outputs, otherwise those of the
    /// layers.</summary>
    public IReadOnlyList<string> TargetNames => OutputStructure.Names is { } names && OutputStructure.All(o => o.IsValue)
        ? [.. names.Order(StringComparer.Ordinal)]
        : OutputNames;

    /// <summary>The graph between inputs and outputs; inputs that are no <see cref="Input"/> are replaced by new ones.</summary>
    /// <exception cref="ArgumentException">An output does not follow from the inputs, there are none, or two operations have one
    /// name.</exception>
    public static FunctionalGraph Create(Structure<KerasTensor> inputs, Structure<KerasTensor> outputs, string model)
    {
        if (inputs.Flatten().Count == 0)
            throw new ArgumentException($"Model '{model}': expected at least one input, got none.", nameof(inputs));
        if (outputs.Flatten().Count == 0)
            throw new ArgumentException($"Model '{model}': expected at least one output, got none.", nameof(outputs));
        if (inputs.Flatten().Distinct(ReferenceEqualityComparer.Instance).Count() < inputs.Flatten().Count)
            throw new ArgumentException($"Model '{model}': expected each input once, got one twice; leave one out.", nameof(inputs));
        if (!inputs.Flatten().All(i => i.Node.IsInput))
            (inputs, outputs) = GraphClone.Of(inputs, outputs);
        // The dictionaries stay their maker's, who may change them.
        return new(inputs.Map(i => i), outputs.Map(o => o), GraphOrder.Sort(inputs.Flatten(), outputs.Flatten(), model));
    }

    /// <summary>The calls that go from inputs to outputs, each after those that it needs.</summary>
    public static IReadOnlyList<Node> Between(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs) =>
        new GraphTraversal(inputs, outputs).Nodes;

    /// <summary>Writes the model's computation into the function of this thread.</summary>
    public IReadOnlyList<Symbol> Run(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        Dictionary<KerasTensor, Symbol> values = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inputs.Count; i++)
            values[Inputs[i]] = inputs[i];
        foreach (Node node in Nodes)
        {
            if (node.IsInput)
                continue;
            IReadOnlyList<Symbol> outputs = node.Operation.Execute(
                node.Arguments.Map(t => values[t]).For(node.Operation.CallParameters), context);
            for (int i = 0; i < node.Outputs.Count; i++)
                values[node.Outputs[i]] = outputs[i];
        }

        return [.. Outputs.Select(o => values[o])];
    }

    /// <summary>The layers among the operations.</summary>
    public IEnumerable<Layer> Layers => Operations.OfType<Layer>();
}
