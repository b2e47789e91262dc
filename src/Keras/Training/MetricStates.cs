using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The states of a model's metrics during a run. A run within another (<c>Evaluate</c> or <c>TestOnBatch</c> in a callback of <c>Fit</c>)
/// gives the outer one its states back when it ends, so that the values of the epoch go on as if nothing had been between.
/// </summary>
internal sealed class MetricStates : IDisposable
{
    private readonly CompiledMetrics tracked;
    private readonly Dictionary<Weight, Tensor>? kept;

    public MetricStates(CompiledMetrics tracked, bool isInner)
    {
        this.tracked = tracked;
        if (isInner)
            kept = Weights().Where(w => w.IsInitialized).ToDictionary(w => w, w => w.Read());
    }

    public void Dispose()
    {
        tracked.EndRun();
        if (kept is null)
            return;
        foreach (Weight weight in Weights())
        {
            if (!kept.TryGetValue(weight, out Tensor? value))
            {
                if (weight.IsInitialized)
                    CompiledMetrics.ResetToInitial(weight);
                continue;
            }

            weight.Assign(value);
            value.Dispose();
        }
    }

    private IEnumerable<Weight> Weights() => tracked.Metrics.Concat(tracked.Given).SelectMany(m => m.Weights).Distinct();
}
