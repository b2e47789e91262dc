using TensorFlow;

namespace Keras.Metrics;

/// <summary>The harmonic mean of precision and recall of each class, <c>2·p·r / (p + r)</c> (<c>keras.metrics.F1Score</c>).</summary>
/// <param name="average">How the classes' scores become one number; by default they do not.</param>
/// <param name="threshold">What predictions must exceed to count as 1, above 0 and up to 1; null (default) for the largest of each
/// row.</param>
/// <param name="name">Its name; "f1_score" by default.</param>
public sealed class F1Score(ScoreAverage average = ScoreAverage.None, double? threshold = null, string name = "f1_score")
    : FBetaScore(average, 1, threshold, name)
{
    internal static new F1Score FromConfig(Config config) =>
        new(ScoreAverages.FromConfig(config), config.GetOptionalDouble("threshold"),
            config.GetString("name", "f1_score")!)
        { DType = DTypePolicy.FromConfig(config).ComputeDType };

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) =>
        config.Set("name", Name).Set("dtype", DType.StandardName).Set("average", ScoreAverages.NameOf(Average)).Set("threshold", Threshold);
}
