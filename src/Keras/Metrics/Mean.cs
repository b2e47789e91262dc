using TensorFlow;

namespace Keras.Metrics;

/// <summary>The weighted mean of the values given to it, over all batches.</summary>
[KerasSerializable]
public partial class Mean : Metric
{
    private readonly Weight total;
    private readonly Weight count;

    /// <summary>A mean.</summary>
    /// <param name="name">Its name. Default: "mean".</param>
    public Mean(string? name = null)
        : base(name)
    {
        total = AddWeight("total");
        count = AddWeight("count");
    }

    /// <summary>Writes how values change the state.</summary>
    /// <param name="values">The values: a scalar, or one for each sample.</param>
    /// <param name="sampleWeight">Their weights; null for 1.</param>
    public void UpdateState(Symbol values, Symbol? sampleWeight) => MeanState.Update(total, count, values, sampleWeight);

    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight) => UpdateState(yPred, sampleWeight);

    /// <inheritdoc/>
    protected internal override Symbol Result() => Ops.DivideNoNan(total, count);
}
