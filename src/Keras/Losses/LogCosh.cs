using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The mean of the logarithm of the hyperbolic cosine of the differences, ln cosh(p - y), along the last axis
/// (<c>keras.losses.LogCosh</c>).
/// </summary>
[KerasSerializable]
public sealed partial class LogCosh : Loss
{
    /// <summary>Logarithm of the hyperbolic cosine.</summary>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public LogCosh(Reduction reduction = Reduction.SumOverBatchSize, string name = "log_cosh")
        : base(name, reduction)
    {
    }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("log_cosh", yTrue, yPred);
        // Keras takes ln 2 in single precision whatever the type.
        Symbol difference = yPred - yTrue;
        return Ops.Mean(difference + RawOps.Softplus(difference * -2) - MathF.Log(2), -1);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Compute(yTrue, yPred);
}
