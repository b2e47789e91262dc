using TensorFlow;

namespace Keras.Training;

/// <summary>
/// Where a training is: in the middle of an epoch, or, where epochs do not use all data, between two. Saved with the model, so that
/// training goes on there as if it had not been interrupted.
/// </summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Step">The number of batches of the epoch that are done.</param>
/// <param name="Steps">The number of batches in the epoch; null where that is not known.</param>
/// <param name="Order">The seed of the order of the samples.</param>
/// <param name="Start">The batch of that order with which the epoch began.</param>
/// <param name="Iterations">The number of steps that the optimizers have made.</param>
/// <param name="Logs">The metrics of the epoch so far.</param>
/// <param name="Random">The states of random numbers outside of the model's layers, in the order of their first use.</param>
/// <param name="Metrics">The states of the metrics by the names in the logs, owned.</param>
internal sealed record EpochPosition(
    int Epoch,
    int Step,
    int? Steps,
    long Order,
    int Start,
    long Iterations,
    Logs Logs,
    IReadOnlyList<(long Seed, long Uses)> Random,
    IReadOnlyList<(string Name, IReadOnlyList<Tensor> Values)> Metrics) : IDisposable
{
    /// <summary>Whether the epoch has begun.</summary>
    public bool IsWithinEpoch => Step > 0;

    /// <summary>
    /// Puts the metrics of a training into their states. After the training was written, because metrics get their weights there.
    /// </summary>
    /// <returns>The names of metrics that begin anew, because the states are not theirs.</returns>
    public IEnumerable<string> RestoreMetrics(StepLogs logs)
    {
        Dictionary<string, IReadOnlyList<Tensor>> states = new(StringComparer.Ordinal);
        foreach ((string name, IReadOnlyList<Tensor> values) in Metrics)
            states[name] = values;
        foreach ((string name, Metric metric) in logs.Entries)
        {
            IReadOnlyList<Weight> weights = metric.Weights;
            if (!states.TryGetValue(name, out IReadOnlyList<Tensor>? values)
                || values.Count != weights.Count
                || weights.Where((w, i) => w.DType != values[i].DType || w.Shape != values[i].Shape).Any())
            {
                yield return name;
                continue;
            }

            for (int i = 0; i < weights.Count; i++)
                weights[i].Assign(values[i]);
        }
    }

    /// <summary>The same position with states of its own.</summary>
    public EpochPosition Share() =>
        this with { Metrics = [.. Metrics.Select(m => (m.Name, (IReadOnlyList<Tensor>)[.. m.Values.Select(v => v.Share())]))] };

    public void Dispose()
    {
        foreach (Tensor value in Metrics.SelectMany(m => m.Values))
            value.Dispose();
    }
}
