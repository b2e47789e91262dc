namespace Keras.Metrics;

/// <summary>The harmonic mean of precision and recall of each class, <c>2·p·r / (p + r)</c> (<c>keras.metrics.F1Score</c>).</summary>
/// <param name="average">The averaging of the classes' scores. Default: none, one score for each class.</param>
/// <param name="threshold">The threshold above which a prediction is positive, in (0, 1]. Default: null, the largest of each
/// sample.</param>
/// <param name="name">Its name. Default: "f1_score".</param>
[KerasSerializable]
[ConfigOrder(nameof(Name), nameof(DType), nameof(Average), nameof(Threshold), WithoutBase = true)]
public sealed partial class F1Score(ScoreAverage average = ScoreAverage.None, double? threshold = null, string name = "f1_score")
    : FBetaScore(average, 1, threshold, name);
