using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The mean of the squared differences of ln(1 + max(·, ε)) along the last axis (<c>keras.losses.MeanSquaredLogarithmicError</c>).
/// </summary>
[KerasSerializable]
public sealed partial class MeanSquaredLogarithmicError : Loss
{
    /// <summary>Mean squared logarithmic error.</summary>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public MeanSquaredLogarithmicError(Reduction reduction = Reduction.SumOverBatchSize, string name = "mean_squared_logarithmic_error")
        : base(name, reduction)
    {
    }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("mean_squared_logarithmic_error", yTrue, yPred);
        // Keras's ε is a float32 tensor here, so that smaller types become float32.
        DType type = yPred.DType == DType.Float64 ? DType.Float64 : DType.Float32;
        Symbol epsilon = yPred.Graph.Constant(Crossentropy.Epsilon, DType.Float32).Cast(type);
        Symbol predicted = Ops.Log(Ops.Maximum(yPred.Cast(type), epsilon) + 1);
        Symbol actual = Ops.Log(Ops.Maximum(yTrue.Cast(type), epsilon) + 1);
        return Ops.Mean(Ops.Square(predicted - actual), -1);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Compute(yTrue, yPred);
}
