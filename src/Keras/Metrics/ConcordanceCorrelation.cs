using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// Lin's concordance correlation of targets and predictions: 1 where they are equal (<c>keras.metrics.ConcordanceCorrelation</c>).
/// </summary>
[KerasSerializable]
public sealed partial class ConcordanceCorrelation : MeanMetricWrapper
{
    [ConfigArgument("axis", Converter = typeof(CorrelationAxes))]
    private readonly CorrelationAxes axes;

    /// <summary>The correlation along an axis.</summary>
    /// <param name="name">Its name. Default: "concordance_correlation".</param>
    /// <param name="axis">The axis along which values vary. Default: the last.</param>
    public ConcordanceCorrelation(string name = "concordance_correlation", int axis = -1)
        : this(new CorrelationAxes([axis], IsList: false), name)
    {
    }

    /// <summary>The correlation along several axes together.</summary>
    /// <param name="axes">The axes along which values vary.</param>
    /// <param name="name">Its name. Default: "concordance_correlation".</param>
    public ConcordanceCorrelation(IReadOnlyList<int> axes, string name = "concordance_correlation")
        : this(new CorrelationAxes([.. axes], IsList: true), name)
    {
    }

    [ConfigConstructor]
    private ConcordanceCorrelation(CorrelationAxes? axes = null, string name = "concordance_correlation")
        : base(name) => this.axes = axes ?? CorrelationAxes.Last;

    /// <summary>The axes along which values vary.</summary>
    [ConfigIgnore]
    public IReadOnlyList<int> Axes => axes.Values;

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

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
}
