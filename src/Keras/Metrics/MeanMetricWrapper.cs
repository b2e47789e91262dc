using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of a function of truth and predictions: what most metrics are.</summary>
public abstract class MeanMetricWrapper : Metric
{
    private readonly Weight total;
    private readonly Weight count;

    /// <summary>A mean of a function.</summary>
    /// <param name="name">Its name; null means the class name in snake case.</param>
    protected MeanMetricWrapper(string? name = null)
        : base(name)
    {
        total = AddWeight("total");
        count = AddWeight("count");
    }

    /// <summary>Writes the function.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <returns>A value for each sample.</returns>
    protected abstract Symbol Call(Symbol yTrue, Symbol yPred);

    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight) =>
        MeanState.Update(total, count, Call(yTrue.Cast(DType), yPred.Cast(DType)), sampleWeight);

    /// <inheritdoc/>
    protected internal override Symbol Result() => Ops.DivideNoNan(total, count);
}
