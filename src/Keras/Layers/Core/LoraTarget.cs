using TensorFlow;

namespace Keras.Layers;

/// <summary>A weight that is adapted by a low-rank product.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Shape">Its shape, before it was packed.</param>
/// <param name="Regularizer">The regularizer that the layer has for it.</param>
/// <param name="Constraint">The constraint that the layer has for it.</param>
internal sealed record LoraTarget(Weight Weight, Shape Shape, Regularizer? Regularizer, Constraint? Constraint)
{
    /// <summary>A weight in full precision.</summary>
    public static LoraTarget Of(Weight weight) => new(weight, weight.Shape, weight.Regularizer, weight.Constraint);
}
