using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// How often a prediction above a threshold meets the truth 1, and one not above it the truth 0 (<c>keras.metrics.BinaryAccuracy</c>).
/// </summary>
public sealed class BinaryAccuracy : MeanMetricWrapper
{
    /// <summary>Binary accuracy.</summary>
    /// <param name="threshold">What predictions must exceed to count as 1; 0.5 by default.</param>
    /// <param name="name">Its name; "binary_accuracy" by default.</param>
    public BinaryAccuracy(double threshold = 0.5, string name = "binary_accuracy")
        : base(name) =>
        Threshold = Hyperparameter.Meant(threshold);

    /// <summary>What predictions must exceed to count as 1.</summary>
    public double Threshold { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    internal static BinaryAccuracy FromConfig(Config config) =>
        new(config.GetDouble("threshold", 0.5), config.GetString("name", "binary_accuracy")!)
        {
            DType = DTypePolicy.FromConfig(config).ComputeDType,
        };

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
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("threshold", Threshold);
    }

    private protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) => (yTrue, yPred);
}
