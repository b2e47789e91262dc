using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The position of a training: within an epoch, or between two epochs that do not use all data. It is saved with the model, so that
/// training resumes as if it had not been interrupted.
/// </summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Step">The number of batches of the epoch that are done.</param>
/// <param name="Steps">The number of batches in the epoch; null if it is not known.</param>
/// <param name="Order">The seed of the order of the samples.</param>
/// <param name="Start">The batch of that order with which the epoch began.</param>
/// <param name="Iterations">The number of iterations of the optimizers.</param>
/// <param name="Logs">The metrics of the epoch so far.</param>
/// <param name="Random">The states of the random number generators outside the model's layers, in the order of their first use.</param>
/// <param name="Metrics">The states of the metrics by their names in the logs; the position owns them.</param>
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
    /// Restores the states of the metrics. Called after the training step was written, which creates the weights of the metrics.
    /// </summary>
    /// <returns>The names of the metrics whose states do not fit, which start from their initial states.</returns>
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

    /// <summary>A copy that owns its metric states.</summary>
    public EpochPosition Share() =>
        this with { Metrics = [.. Metrics.Select(m => (m.Name, (IReadOnlyList<Tensor>)[.. m.Values.Select(v => v.Share())]))] };

    public void Dispose()
    {
        foreach (Tensor value in Metrics.SelectMany(m => m.Values))
            value.Dispose();
    }
}
