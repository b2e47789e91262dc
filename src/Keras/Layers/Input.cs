using Keras.Layers;
using TensorFlow;

namespace Keras;

/// <summary>
/// An input of a model: <c>Input image = new([28, 28, 1], name: "image");</c>. <see cref="Model(Structure{KerasTensor},
/// Structure{KerasTensor}, string?)"/> takes it.
/// </summary>
public sealed class Input : KerasTensor
{
    /// <summary>Creates an input.</summary>
    /// <param name="shape">The shape of one sample, without the batch axis; -1 for an axis of any length.</param>
    /// <param name="batchSize">The length of the batch axis. Default: any.</param>
    /// <param name="dtype">The type of the elements. Default: float32.</param>
    /// <param name="name">The name, unique in a model. Default: <c>input_layer</c>, <c>input_layer_1</c>, ….</param>
    /// <exception cref="ArgumentException">The number of axes is unknown, the batch size is below 1, or the type is none of numbers,
    /// booleans or strings.</exception>
    public Input(Shape shape, int? batchSize = null, DType dtype = DType.Float32, string? name = null)
        : this(name is null ? new InputLayer(shape, batchSize, dtype) : new InputLayer(shape, batchSize, dtype) { Name = name })
    {
    }

    internal Input(InputLayer layer)
        : base(layer.BatchShape, layer.DType, layer.Name)
    {
        _ = new Node(layer, CallArguments<KerasTensor>.Empty, [this]);
    }
}
