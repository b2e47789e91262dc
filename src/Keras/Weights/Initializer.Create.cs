using TensorFlow;

namespace Keras;

/// <content>Initial values without a weight.</content>
public abstract partial class Initializer
{
    /// <summary>Creates a tensor of initial values.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The type. Default: float32.</param>
    /// <returns>The values; the caller disposes them.</returns>
    public Tensor Create(Shape shape, DType dtype = DType.Float32)
    {
        using Weight weight = new("value", shape, dtype, this);
        return weight.Read();
    }
}
