using TensorFlow;

namespace Keras.Metrics;

/// <summary>The weighted sum of the values given to it, over all batches (<c>keras.metrics.Sum</c>).</summary>
[KerasSerializable]
public sealed partial class Sum : Metric
{
    private readonly Weight total;

    /// <summary>A sum.</summary>
    /// <param name="name">Its name. Default: "sum".</param>
    public Sum(string name = "sum")
        : base(name) =>
        total = AddWeight("total");

    /// <summary>Writes how values change the state.</summary>
    /// <param name="values">The values, of any shape.</param>
    /// <param name="sampleWeight">Their weights; null for 1.</param>
    public void UpdateState(Symbol values, Symbol? sampleWeight) =>
        total.AssignAdd(Ops.Sum(Samplewise.Reduce(values, sampleWeight, total.DType, Samplewise.Sum).Values));

    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight) => UpdateState(yPred, sampleWeight);

    /// <inheritdoc/>
    protected internal override Symbol Result() => total;
}
