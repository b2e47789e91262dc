using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The Pearson correlation of targets and predictions: 1 where they lie on a rising line, -1 on a falling one
/// (<c>keras.metrics.PearsonCorrelation</c>).
/// </summary>
[KerasSerializable]
public sealed partial class PearsonCorrelation : MeanMetricWrapper
{
    [ConfigArgument("axis", Converter = typeof(CorrelationAxes))]
    private readonly CorrelationAxes axes;

    /// <summary>The correlation along an axis.</summary>
    /// <param name="name">Its name. Default: "pearson_correlation".</param>
    /// <param name="axis">The axis along which values vary. Default: the last.</param>
    public PearsonCorrelation(string name = "pearson_correlation", int axis = -1)
        : this(new CorrelationAxes([axis], IsList: false), name)
    {
    }

    /// <summary>The correlation along several axes together.</summary>
    /// <param name="axes">The axes along which values vary.</param>
    /// <param name="name">Its name. Default: "pearson_correlation".</param>
    public PearsonCorrelation(IReadOnlyList<int> axes, string name = "pearson_correlation")
        : this(new CorrelationAxes([.. axes], IsList: true), name)
    {
    }

    [ConfigConstructor]
    private PearsonCorrelation(CorrelationAxes? axes = null, string name = "pearson_correlation")
        : base(name) => this.axes = axes ?? CorrelationAxes.Last;

    /// <summary>The axes along which values vary.</summary>
    [ConfigIgnore]
    public IReadOnlyList<int> Axes => axes.Values;

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("pearson_correlation", yTrue, yPred);
        return Moments.Mean(Standardized(yTrue) * Standardized(yPred), axes.Values, keepDims: false);
    }

    private Symbol Standardized(Symbol x)
    {
        Symbol deviations = x - Moments.Mean(x, axes.Values);
        return deviations / Ops.Sqrt(Moments.Variance(deviations, axes.Values));
    }
}
