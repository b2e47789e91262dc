using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The mean cosine similarity of targets and predictions: 1 where they point the same way (<c>keras.metrics.CosineSimilarity</c>).
/// </summary>
/// <param name="axis">The axis of the vectors. Default: the last.</param>
/// <param name="name">Its name. Default: "cosine_similarity".</param>
[KerasSerializable]
public sealed partial class CosineSimilarity(int axis = -1, string name = "cosine_similarity") : MeanMetricWrapper(name)
{
    /// <summary>The axis of the vectors.</summary>
    [ConfigArgument(OmittedAtDefault = true)]
    public int Axis => axis;

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.CosineSimilarity.Cosines(yTrue, yPred, axis);
}
