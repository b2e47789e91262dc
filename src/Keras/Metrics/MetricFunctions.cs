using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// Runs a metric outside of a model, on tensors: for one thread after another, and not while a model uses the metric on another.
/// </summary>
internal sealed class MetricFunctions(Metric metric) : IDisposable
{
    private readonly Dictionary<string, StatefulFunction> updates = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Dictionary<string, StatefulFunction> results = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>Keeps other threads from running the metric until the result is disposed.</summary>
    public Lock.Scope Pause() => gate.EnterScope();

    public void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight)
    {
        using Lock.Scope scope = Pause();
        metric.ThrowIfDisposed();
        using Usage usage = Usage.Enter(UsageKind.Run, "Update", metric, () => [metric]);
        Tensor[] inputs = sampleWeight is null ? [yTrue, yPred] : [yTrue, yPred, sampleWeight];
        TensorSpec[] specs = [.. inputs.Select(TensorSpec.Of)];
        string key = $"{DeviceScope.Current}: {string.Join(';', specs.AsEnumerable())}";
        if (!updates.TryGetValue(key, out StatefulFunction? update))
        {
            using Warnings.Listener warnings = Warnings.Listen(Tell);
            update = StatefulFunction.Trace("metric_update", specs, symbols =>
            {
                metric.Update(symbols[0], symbols[1], symbols.Length > 2 ? symbols[2] : null);
                return [];
            });
            updates[key] = update;
        }

        foreach (Tensor output in update.Run(inputs))
            output.Dispose();
    }

    public Tensor Result()
    {
        using Lock.Scope scope = Pause();
        metric.ThrowIfDisposed();
        string key = $"{DeviceScope.Current}";
        if (!results.TryGetValue(key, out StatefulFunction? result))
            results[key] = result = StatefulFunction.Trace("metric_result", [], _ => [metric.WriteResult()]);
        Tensor value = result.Run(Array.Empty<Tensor>())[0];
        if (metric.Caution() is { } caution)
            Tell(caution);
        return value;
    }

    public void Dispose()
    {
        foreach (StatefulFunction function in updates.Values.Concat(results.Values))
            function.Dispose();
        updates.Clear();
        results.Clear();
    }

    private void Tell(string warning)
    {
        if (told.Add(warning))
            Console.Error.WriteLine(warning);
    }
}
