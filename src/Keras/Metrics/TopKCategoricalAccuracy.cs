using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The fraction of samples whose target is among the k classes of highest probability, for one-hot targets
/// (<c>keras.metrics.TopKCategoricalAccuracy</c>).
/// </summary>
[KerasSerializable]
public sealed partial class TopKCategoricalAccuracy : MeanMetricWrapper
{
    /// <summary>Top-k accuracy.</summary>
    /// <param name="k">The number of highest predictions considered. Default: 5.</param>
    /// <param name="name">Its name. Default: "top_k_categorical_accuracy".</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
    public TopKCategoricalAccuracy(int k = 5, string name = "top_k_categorical_accuracy")
        : base(name) =>
        K = TopK.Require(k, ClassName);

    /// <summary>The number of highest predictions considered.</summary>
    public int K { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        ClassTargets.RequireRows("top_k_categorical_accuracy", yTrue, yPred);
        return TopK.Matches(Ops.ArgMax(yTrue, -1), yPred, K);
    }

    /// <inheritdoc/>
    protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) => (yTrue, yPred);
}
