using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of a function of targets and predictions, as most metrics are.</summary>
public abstract class MeanMetricWrapper : Metric
{
    private readonly Weight total;
    private readonly Weight count;

    /// <summary>A mean of a function.</summary>
    /// <param name="name">The name. Default: the class name in snake case.</param>
    protected MeanMetricWrapper(string? name = null)
        : base(name)
    {
        total = AddWeight("total");
        count = AddWeight("count");
    }

    /// <summary>Writes the function.</summary>
    /// <param name="yTrue">The targets, in the type of the predictions.</param>
    /// <param name="yPred">The predictions, in the floating-point type that they came in.</param>
    /// <returns>A value for each sample.</returns>
    protected abstract Symbol Call(Symbol yTrue, Symbol yPred);

    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        (yTrue, yPred) = Prepare(yTrue, yPred);
        AddValues(Call(yTrue, yPred), sampleWeight);
    }

    /// <inheritdoc/>
    protected internal override Symbol Result() => Ops.DivideNoNan(total, count);

    // As in Keras: the steps that a mask leaves out of the loss do not count in the means of functions either.
    internal override Symbol? Masked(Symbol? sampleWeight, Symbol? mask) =>
        Losses.Masks.Apply(sampleWeight, mask, DType, Keras.Reduction.Sum);

    /// <summary>
    /// Converts targets and predictions to one type, in which the function computes; as in Keras the metric's own type is that of its
    /// state.
    /// </summary>
    protected virtual (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred)
    {
        Symbol truth = yTrue.Cast(yPred.DType);
        return yPred.DType.IsFloatingPoint ? (truth, yPred) : (truth.Cast(DType.Float32), yPred.Cast(DType.Float32));
    }

    /// <summary>Adds values to the mean.</summary>
    /// <param name="values">The values, samples first.</param>
    /// <param name="sampleWeight">The weight of each sample; null for 1.</param>
    protected void AddValues(Symbol values, Symbol? sampleWeight) => MeanState.Update(total, count, values, sampleWeight);
}
