using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The states of a model's metrics during a run. When a run within another ends (<c>Evaluate</c> or <c>TestOnBatch</c> in a callback of
/// <c>Fit</c>), it restores the states of the outer run.
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
