using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The fraction of binary predictions, thresholded, that equal the targets (<c>keras.metrics.BinaryAccuracy</c>).
/// </summary>
[KerasSerializable]
public sealed partial class BinaryAccuracy : MeanMetricWrapper
{
    /// <summary>Binary accuracy.</summary>
    /// <param name="threshold">The threshold above which a prediction is positive. Default: 0.5.</param>
    /// <param name="name">Its name. Default: "binary_accuracy".</param>
    public BinaryAccuracy(double threshold = 0.5, string name = "binary_accuracy")
        : base(name) =>
        Threshold = Hyperparameter.Number(threshold, nameof(threshold), nameof(BinaryAccuracy));

    /// <summary>The threshold above which a prediction is positive.</summary>
    public double Threshold { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("binary_accuracy", yTrue, yPred);
        // Keras's threshold is a float32 tensor, to which smaller types are widened.
        DType type = yPred.DType == DType.Float64 ? DType.Float64 : DType.Float32;
        Symbol threshold = yPred.Graph.Constant(Threshold, DType.Float32).Cast(type);
        Symbol positive = Ops.Greater(yPred.Cast(type), threshold);
        return Ops.Equal(yTrue, positive.Cast(yTrue.DType)).Cast(DType.Float32);
    }

    /// <inheritdoc/>
    protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) => (yTrue, yPred);
}
