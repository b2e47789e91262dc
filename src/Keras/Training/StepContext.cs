using System.Diagnostics;
using Keras.Training;
using TensorFlow;

namespace Keras;

/// <summary>
/// The context of a step while its function is written, which also takes the values for the logs and the history: an argument of <see
/// cref="Model.TrainStep"/> and <see cref="Model.TestStep"/>.
/// </summary>
[DebuggerDisplay("training: {Training}, {logs.Count} logged")]
public sealed class StepContext
{
    private readonly CompiledMetrics metrics;
    private readonly StepLogs logs;

    internal StepContext(CompiledMetrics metrics, StepLogs logs, bool training)
    {
        this.metrics = metrics;
        this.logs = logs;
        Call = new(training);
    }

    /// <summary>The context of the layer calls in the step: the mode, the masks and the losses that layers add.</summary>
    public CallContext Call { get; }

    /// <summary>Whether layers run in training mode (with dropout and updates of moving statistics) or in inference mode.</summary>
    public bool Training => Call.Training;

    /// <summary>Reports a value, whose mean over the steps of an epoch is in the logs and the history.</summary>
    /// <param name="name">The name, such as "d_loss"; in validation it is prefixed with <c>val_</c>.</param>
    /// <param name="value">The value of the step: a scalar, or one for each sample.</param>
    /// <param name="weight">
    /// The weight of the value in the mean, such as <c>batch.Size</c>, which the compiled loss uses. Default: null, so that each step has
    /// weight 1, as in <c>keras.metrics.Mean.update_state(value)</c>.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Log(string name, Symbol value, Symbol? weight = null)
    {
        Required.Text("Log", "a name", name);
        Metrics.Mean mean = metrics.Mean(name);
        mean.UpdateState(value.Cast(mean.DType), weight is { } given ? given.Cast(mean.DType) : null);
        Log(name, mean);
    }

    /// <summary>Reports the result of a metric that the step updates itself; the metric is reset before each epoch.</summary>
    /// <param name="name">The name in the logs and the history.</param>
    /// <param name="metric">The metric.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Log(string name, Metric metric)
    {
        Required.Text("Log", "a name", name);
        Required.Value("Log", "a metric", metric);
        metrics.Follow(metric);
        logs.Add(name, metric);
    }
}
