using TensorFlow;

namespace Keras.Layers;

/// <summary>Makes one axis of all but the batch: <c>[batch, 28, 28]</c> becomes <c>[batch, 784]</c>.</summary>
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        Shape shape = x.Shape;
        return shape.Rank == 2 ? x : x.Reshape([-1, shape.Rank == 1 ? 1 : shape[1..].ElementCount]);
    }
}
