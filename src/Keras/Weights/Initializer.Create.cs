using TensorFlow;

namespace Keras;

/// <content>Values without a weight.</content>
public abstract partial class Initializer
{
    /// <summary>The values, computed now.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="dtype">The type. Default: float32.</param>
    public Tensor Create(Shape shape, DType dtype = DType.Float32)
    {
        using Weight weight = new("value", shape, dtype, this);
        return weight.Read();
    }
}
