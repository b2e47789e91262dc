using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// How often the right class is among the k with the largest predictions, for one-hot targets
/// (<c>keras.metrics.TopKCategoricalAccuracy</c>).
/// </summary>
public sealed class TopKCategoricalAccuracy : MeanMetricWrapper
{
    /// <summary>Top-k accuracy.</summary>
    /// <param name="k">How many predictions count; 5 by default.</param>
    /// <param name="name">Its name; "top_k_categorical_accuracy" by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
    public TopKCategoricalAccuracy(int k = 5, string name = "top_k_categorical_accuracy")
        : base(name) =>
        K = TopK.Require(k, ClassName);

    /// <summary>How many predictions count.</summary>
    public int K { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    internal static TopKCategoricalAccuracy FromConfig(Config config) =>
        new(config.GetInt("k", 5), config.GetString("name", "top_k_categorical_accuracy")!)
        {
            DType = DTypePolicy.FromConfig(config).ComputeDType,
        };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        ClassNumbers.RequireRows("top_k_categorical_accuracy", yTrue, yPred);
        return TopK.Matches(Ops.ArgMax(yTrue, -1), yPred, K);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("k", K);
    }

    private protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) => (yTrue, yPred);
}
