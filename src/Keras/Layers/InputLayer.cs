using TensorFlow;

namespace Keras.Layers;

/// <summary>Tells the shape and the type of a model's input.</summary>
/// <param name="shape">The shape of one input, without the batch axis.</param>
/// <param name="batchSize">The length of the batch axis; null (default) for any.</param>
/// <param name="dtype">The type of the input; float32 by default.</param>
public sealed class InputLayer(Shape shape, int? batchSize = null, DType dtype = DType.Float32) : Layer
{
    /// <summary>The shape of the input with the batch axis.</summary>
    public Shape BatchShape { get; } = shape.Prepend(batchSize ?? Shape.UnknownDimension);

    /// <summary>The type of the input.</summary>
    public DType DType { get; } = dtype;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => x;

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) =>
        config.Set("batch_shape", BatchShape).Set("dtype", DType.StandardName).Set("name", Name);
}
