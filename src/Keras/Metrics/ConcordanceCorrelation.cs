using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// Lin's concordance correlation of targets and predictions: 1 where they are equal (<c>keras.metrics.ConcordanceCorrelation</c>).
/// </summary>
public sealed class ConcordanceCorrelation : MeanMetricWrapper
{
    private readonly CorrelationAxes axes;

    /// <summary>The correlation along an axis.</summary>
    /// <param name="name">Its name. Default: "concordance_correlation".</param>
    /// <param name="axis">The axis along which values vary. Default: the last.</param>
    public ConcordanceCorrelation(string name = "concordance_correlation", int axis = -1)
        : base(name) => axes = new([axis], IsList: false);

    /// <summary>The correlation along several axes together.</summary>
    /// <param name="axes">The axes along which values vary.</param>
    /// <param name="name">Its name. Default: "concordance_correlation".</param>
    public ConcordanceCorrelation(IReadOnlyList<int> axes, string name = "concordance_correlation")
        : base(name) => this.axes = new([.. axes], IsList: true);

    /// <summary>The axes along which values vary.</summary>
    public IReadOnlyList<int> Axes => axes.Values;

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    internal static ConcordanceCorrelation FromConfig(Config config)
    {
        CorrelationAxes axes = CorrelationAxes.FromConfig(config);
        string name = config.GetString("name", "concordance_correlation")!;
        DType dtype = DTypePolicy.FromConfig(config).ComputeDType;
        return axes.IsList ? new(axes.Values, name) { DType = dtype } : new(name, axes.Values[0]) { DType = dtype };
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("concordance_correlation", yTrue, yPred);
        Symbol trueMean = Moments.Mean(yTrue, axes.Values), predictedMean = Moments.Mean(yPred, axes.Values);
        // As in Keras the predictions' mean is taken off both; the mean of the product is that of the covariance all the same.
        Symbol products = (yTrue - predictedMean) * (yPred - predictedMean);
        Symbol norm = Moments.Variance(yTrue - trueMean, axes.Values)
            + Moments.Variance(yPred - predictedMean, axes.Values) + Ops.Square(trueMean - predictedMean);
        return Moments.Mean(2 * products / (norm + Crossentropy.Epsilon), axes.Values, keepDims: false);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        axes.Write(config);
    }
}
