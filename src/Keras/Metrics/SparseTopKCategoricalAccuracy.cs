using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The fraction of samples whose target is among the k classes of highest probability, for class indices, <c>[n]</c> or <c>[n, 1]</c>
/// (<c>keras.metrics.SparseTopKCategoricalAccuracy</c>).
/// </summary>
[KerasSerializable]
public sealed partial class SparseTopKCategoricalAccuracy : MeanMetricWrapper
{
    /// <summary>Top-k accuracy for class indices.</summary>
    /// <param name="k">The number of highest predictions considered. Default: 5.</param>
    /// <param name="fromSortedIds">Whether predictions are class indices, the best first, instead of a score for each class; false by
    /// default.</param>
    /// <param name="name">Its name. Default: "sparse_top_k_categorical_accuracy".</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
    public SparseTopKCategoricalAccuracy(int k = 5, bool fromSortedIds = false, string name = "sparse_top_k_categorical_accuracy")
        : base(name)
    {
        K = TopK.Require(k, ClassName);
        FromSortedIds = fromSortedIds;
    }

    /// <summary>The number of highest predictions considered.</summary>
    public int K { get; }

    /// <summary>Whether predictions are class indices, the best first.</summary>
    [ConfigArgument(OmittedAtDefault = true)]
    public bool FromSortedIds { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        Symbol classes = ClassTargets.Require("sparse_top_k_categorical_accuracy", yTrue, yPred);
        return FromSortedIds ? TopK.SortedMatches(classes, yPred, K) : TopK.Matches(classes, yPred, K);
    }

    /// <inheritdoc/>
    protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) => (yTrue, yPred);
}
