namespace Keras.Metrics;

/// <summary>The metrics and their Keras names.</summary>
internal static class MetricRegistry
{
    public static readonly Registry<Metric> Instance =
        new Registry<Metric>("metric", static (metric, config) => metric.ReadConfig(config))
        .Register("Mean", Mean.FromConfig)
        .Register("Sum", Sum.FromConfig)
        .Register("Accuracy", Accuracy.FromConfig)
        .Register("BinaryAccuracy", BinaryAccuracy.FromConfig)
        .Register("CategoricalAccuracy", CategoricalAccuracy.FromConfig)
        .Register("SparseCategoricalAccuracy", SparseCategoricalAccuracy.FromConfig)
        .Register("TopKCategoricalAccuracy", TopKCategoricalAccuracy.FromConfig, "top_k_categorical_accuracy")
        .Register("SparseTopKCategoricalAccuracy", SparseTopKCategoricalAccuracy.FromConfig, "sparse_top_k_categorical_accuracy")
        .Register("BinaryCrossentropy", BinaryCrossentropy.FromConfig, "binary_crossentropy", "bce", "BCE")
        .Register("CategoricalCrossentropy", CategoricalCrossentropy.FromConfig)
        .Register("SparseCategoricalCrossentropy", SparseCategoricalCrossentropy.FromConfig)
        .Register("MeanSquaredError", MeanSquaredError.FromConfig, "mean_squared_error", "mse", "MSE")
        .Register("RootMeanSquaredError", RootMeanSquaredError.FromConfig)
        .Register("MeanAbsoluteError", MeanAbsoluteError.FromConfig, "mean_absolute_error", "mae", "MAE")
        .Register("MeanAbsolutePercentageError", MeanAbsolutePercentageError.FromConfig, "mean_absolute_percentage_error", "mape", "MAPE")
        .Register("MeanSquaredLogarithmicError", MeanSquaredLogarithmicError.FromConfig, "mean_squared_logarithmic_error", "msle", "MSLE")
        .Register("LogCoshError", LogCoshError.FromConfig)
        .Register("KLDivergence", KLDivergence.FromConfig)
        .Register("Poisson", Poisson.FromConfig)
        .Register("CosineSimilarity", CosineSimilarity.FromConfig)
        .Register("Hinge", Hinge.FromConfig)
        .Register("SquaredHinge", SquaredHinge.FromConfig)
        .Register("CategoricalHinge", CategoricalHinge.FromConfig)
        .Register("TruePositives", TruePositives.FromConfig)
        .Register("FalsePositives", FalsePositives.FromConfig)
        .Register("TrueNegatives", TrueNegatives.FromConfig)
        .Register("FalseNegatives", FalseNegatives.FromConfig)
        .Register("Precision", Precision.FromConfig)
        .Register("Recall", Recall.FromConfig)
        .Register("SensitivityAtSpecificity", SensitivityAtSpecificity.FromConfig)
        .Register("SpecificityAtSensitivity", SpecificityAtSensitivity.FromConfig)
        .Register("PrecisionAtRecall", PrecisionAtRecall.FromConfig)
        .Register("RecallAtPrecision", RecallAtPrecision.FromConfig)
        .Register("AUC", AUC.FromConfig, "auc", "AUC")
        .Register("FBetaScore", FBetaScore.FromConfig)
        .Register("F1Score", F1Score.FromConfig)
        .Register("IoU", IoU.FromConfig)
        .Register("BinaryIoU", BinaryIoU.FromConfig)
        .Register("MeanIoU", MeanIoU.FromConfig)
        .Register("OneHotIoU", OneHotIoU.FromConfig)
        .Register("OneHotMeanIoU", OneHotMeanIoU.FromConfig)
        .Register("PearsonCorrelation", PearsonCorrelation.FromConfig)
        .Register("ConcordanceCorrelation", ConcordanceCorrelation.FromConfig)
        .Register("R2Score", R2Score.FromConfig);

    /// <summary>
    /// The metric of a name, under that name as <c>compile</c> has it ("mse" is reported as mse); "accuracy" and "crossentropy" mean the
    /// kind that fits the model's output.
    /// </summary>
    public static Metric FromName(string name)
    {
        if (AutomaticMetric.IsAutomatic(name))
            return new AutomaticMetric(name);
        if (!Instance.KnownNames.Contains(name))
            throw new UnknownNameException("metric", name, [.. Instance.KnownNames, .. AutomaticMetric.Names]);
        Metric metric = Instance.FromName(name);
        metric.Name = name;
        return metric;
    }
}
