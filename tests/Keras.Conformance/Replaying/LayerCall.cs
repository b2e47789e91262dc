using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>The arguments of a recorded call of a layer: what it is called with and what the context says.</summary>
internal sealed class LayerCall
{
    private readonly ConformanceCase item;
    private readonly Structure input;
    private readonly bool training;

    public LayerCall(ConformanceCase item)
    {
        this.item = item;
        input = item.Value("inputs");
        Tensor? mask = input is TensorValue ? input.Mask : null;
        foreach ((string name, JsonNode? value) in item.Json["call_kwargs"]?.AsObject() ?? [])
        {
            if (name == "training")
                training = value is not null && (bool)value;
            else if (name == "mask")
                mask = item.Read(value).TensorOrNull ?? mask;
            else if (value is not null)
                throw new NotSupportedException($"Layers have no call argument '{name}' yet.");
        }

        Tensors = [input.Tensor, mask];
    }

    /// <summary>The input, and its mask or null.</summary>
    public IReadOnlyList<Tensor?> Tensors { get; }

    public CallContext Context(Symbol?[] symbols)
    {
        CallContext context = new(training);
        if (symbols[1] is { } mask)
            context.SetMask(symbols[0]!.Value, mask);
        return context;
    }

    /// <summary>Makes the weights, for the recorded shape or by a first call.</summary>
    public void Build(Layer layer)
    {
        if (layer.IsBuilt)
            return;
        Shape? shape = item.Json["build_shapes"] is JsonObject { Count: 1 } shapes ? Shapes.FromJson(shapes.First().Value) : null;
        if (shape is not null && layer is Model model)
            model.BuildModel(shape, input.Tensor.DType);
        else if (shape is not null)
            layer.BuildFor(shape);
        else
            _ = Symbols.RunOptional(Tensors, s => [layer.Apply(s[0]!.Value, Context(s))]);
    }
}
