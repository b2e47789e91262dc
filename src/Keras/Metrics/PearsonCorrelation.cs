using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The Pearson correlation of targets and predictions: 1 where they lie on a rising line, -1 on a falling one
/// (<c>keras.metrics.PearsonCorrelation</c>).
/// </summary>
public sealed class PearsonCorrelation : MeanMetricWrapper
{
    private readonly CorrelationAxes axes;

    /// <summary>The correlation along an axis.</summary>
    /// <param name="name">Its name. Default: "pearson_correlation".</param>
    /// <param name="axis">The axis along which values vary. Default: the last.</param>
    public PearsonCorrelation(string name = "pearson_correlation", int axis = -1)
        : base(name) => axes = new([axis], IsList: false);

    /// <summary>The correlation along several axes together.</summary>
    /// <param name="axes">The axes along which values vary.</param>
    /// <param name="name">Its name. Default: "pearson_correlation".</param>
    public PearsonCorrelation(IReadOnlyList<int> axes, string name = "pearson_correlation")
        : base(name) => this.axes = new([.. axes], IsList: true);

    /// <summary>The axes along which values vary.</summary>
    public IReadOnlyList<int> Axes => axes.Values;

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    internal static PearsonCorrelation FromConfig(Config config)
    {
        CorrelationAxes axes = CorrelationAxes.FromConfig(config);
        string name = config.GetString("name", "pearson_correlation")!;
        DType dtype = DTypePolicy.FromConfig(config).ComputeDType;
        return axes.IsList ? new(axes.Values, name) { DType = dtype } : new(name, axes.Values[0]) { DType = dtype };
    }

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

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        axes.Write(config);
    }
}
