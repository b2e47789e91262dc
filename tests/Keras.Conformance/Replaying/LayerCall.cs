using System.Text.Json.Nodes;
using Keras.Symbolic;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>
/// The arguments of a recorded call of a layer: the inputs in their structure, the other arguments by name, the masks of tensors, and the
/// mode.
/// </summary>
internal sealed class LayerCall
{
    private readonly ConformanceCase item;
    private readonly List<Tensor> tensors = [];
    private readonly List<(int Tensor, int Mask)> masks = [];
    private readonly CallArguments<int> arguments;
    private readonly bool training;

    public LayerCall(ConformanceCase item, Layer layer)
    {
        this.item = item;
        CallArgument<int> inputs = Argument(item.Value("inputs"));
        InputCount = tensors.Count - masks.Count;
        List<(string, CallArgument<int>)> named = [];
        training = layer.RecordedTraining ?? false;
        foreach ((string name, JsonNode? value) in item.Json["call_kwargs"]?.AsObject() ?? [])
        {
            if (name == "training")
                training = value is null ? training : (bool)value;
            else
                named.Add((name, Argument(item.Read(value))));
        }

        arguments = new CallArguments<int>([inputs], named).For(layer.CallParameters);
    }

    /// <summary>All tensors of the arguments and their masks.</summary>
    public IReadOnlyList<Tensor> Tensors => tensors;

    /// <summary>The number of tensors among the inputs.</summary>
    public int InputCount { get; }

    /// <summary>The indices of the tensors of the inputs, depth first.</summary>
    public IEnumerable<int> Inputs => arguments.Positional[0].Leaves;

    /// <summary>The indices of the tensors of an argument by name, depth first.</summary>
    public IEnumerable<int> Named(string name) => arguments.Named.Where(n => n.Name == name).SelectMany(n => n.Value.Leaves);

    /// <summary>Writes the call.</summary>
    public (IReadOnlyList<Symbol> Outputs, CallContext Context) Write(Layer layer, IReadOnlyList<Symbol> symbols)
    {
        CallContext context = new(training);
        foreach ((int tensor, int mask) in masks)
            context.SetMask(symbols[tensor], symbols[mask]);
        return (layer.Execute(arguments.Map(i => symbols[i]), context), context);
    }

    /// <summary>Creates the weights, for the recorded shapes or by a first call.</summary>
    public void Build(Layer layer)
    {
        if (layer.IsBuilt)
            return;
        Shape? shape = item.Json["build_shapes"] is JsonObject { Count: 1 } shapes ? Shapes.FromJson(shapes.First().Value) : null;
        if (shape is not null && layer is Model model)
            model.BuildModel(shape, tensors[0].DType);
        else if (shape is not null)
            layer.BuildFor(shape);
        else
            _ = Symbols.Run(tensors, s => [.. Write(layer, s).Outputs]);
    }

    private CallArgument<int> Argument(Structure structure)
    {
        switch (structure)
        {
            case TensorValue { Value: var tensor, Attached: var mask }:
                tensors.Add(tensor);
                int index = tensors.Count - 1;
                if (mask is not null)
                {
                    tensors.Add(mask);
                    masks.Add((index, index + 1));
                }

                return new CallArgument<int>.Leaf(index);
            case ListValue { Items: var items }:
                return new CallArgument<int>.Sequence([.. items.Select(Argument)]);
            case ObjectValue { Items: var items }:
                return new CallArgument<int>.Dictionary([.. items.Select(i => (i.Key, Argument(i.Value)))]);
            case LiteralValue { Value: var value }:
                return new CallArgument<int>.Constant(value?.DeepClone());
            default:
                throw new NotSupportedException($"Unknown structure {structure}.");
        }
    }
}
