using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>The root of the mean of the squared differences of all batches (<c>keras.metrics.RootMeanSquaredError</c>).</summary>
/// <param name="name">Its name. Default: "root_mean_squared_error".</param>
[KerasSerializable]
public sealed partial class RootMeanSquaredError(string name = "root_mean_squared_error") : Mean(name)
{
    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        (yTrue, yPred) = Ranks.Fit("root_mean_squared_error", yTrue.Cast(DType), yPred.Cast(DType));
        UpdateState(Ops.Square(yPred - yTrue), sampleWeight);
    }

    /// <inheritdoc/>
    protected internal override Symbol Result() => Ops.Sqrt(base.Result());
}
