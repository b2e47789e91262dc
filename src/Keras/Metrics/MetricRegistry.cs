namespace Keras.Metrics;

/// <summary>The metrics and their Keras names.</summary>
internal static class MetricRegistry
{
    public static readonly Registry<Metric> Instance = new Registry<Metric>("metric")
        .Register("Mean", Mean.FromConfig, "mean")
        .Register("CategoricalAccuracy", CategoricalAccuracy.FromConfig, "categorical_accuracy");

    /// <summary>The metric of a name; "accuracy" and "crossentropy" mean the kind that fits the model's output.</summary>
    public static Metric FromName(string name) => name is "accuracy" or "acc" ? new AutomaticMetric(name) : Instance.FromName(name);
}
