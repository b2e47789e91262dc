using TensorFlow;

namespace Keras.Metrics;

/// <summary>Runs a metric outside of a model, on tensors.</summary>
internal sealed class MetricPrograms(Metric metric) : IDisposable
{
    private readonly Dictionary<string, StatefulFunction> updates = new(StringComparer.Ordinal);
    private StatefulFunction? result;

    public void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight)
    {
        Tensor[] inputs = sampleWeight is null ? [yTrue, yPred] : [yTrue, yPred, sampleWeight];
        TensorSpec[] specs = [.. inputs.Select(TensorSpec.Of)];
        string key = string.Join(';', specs.AsEnumerable());
        if (!updates.TryGetValue(key, out StatefulFunction? update))
        {
            update = StatefulFunction.Trace("metric_update", specs, symbols =>
            {
                metric.UpdateState(symbols[0], symbols[1], symbols.Length > 2 ? symbols[2] : null);
                return [];
            });
            updates[key] = update;
        }

        foreach (Tensor output in update.Run(inputs))
            output.Dispose();
    }

    public Tensor Result()
    {
        result ??= StatefulFunction.Trace("metric_result", [], _ => [metric.Result()]);
        return result.Run(Array.Empty<Tensor>())[0];
    }

    public void Dispose()
    {
        foreach (StatefulFunction update in updates.Values)
            update.Dispose();
        result?.Dispose();
    }
}
