using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The mean cosine similarity of targets and predictions: 1 where they point the same way (<c>keras.metrics.CosineSimilarity</c>).
/// </summary>
/// <param name="axis">The axis of the vectors. Default: the last.</param>
/// <param name="name">Its name. Default: "cosine_similarity".</param>
public sealed class CosineSimilarity(int axis = -1, string name = "cosine_similarity") : MeanMetricWrapper(name)
{
    /// <summary>The axis of the vectors.</summary>
    public int Axis => axis;

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    internal static CosineSimilarity FromConfig(Config config) =>
        new(config.GetInt("axis", -1), config.GetString("name", "cosine_similarity")!)
        {
            DType = DTypePolicy.FromConfig(config).ComputeDType,
        };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Losses.CosineSimilarity.Cosines(yTrue, yPred, axis);

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        // Keras reads the axis but does not write it.
        if (axis != -1)
            config.Set("axis", axis);
    }
}
