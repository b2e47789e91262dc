using System.Diagnostics;

namespace Keras;

/// <summary>The result of <c>Evaluate</c>: the loss and each metric.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Evaluation
{
    internal Evaluation(Logs logs, IReadOnlyList<string>? warnings = null)
    {
        Logs = logs;
        Warnings = warnings ?? [];
    }

    /// <summary>The loss, including regularization.</summary>
    public double Loss => Logs["loss"];

    /// <summary>All metrics by name.</summary>
    public Logs Logs { get; }

    /// <summary>Warnings raised during the evaluation, each once; they are also printed to standard error unless it is silent.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The value of a metric: "loss", "accuracy".</summary>
    /// <param name="name">The name of the metric.</param>
    /// <exception cref="KeyNotFoundException">There is no such metric; the message suggests the nearest name.</exception>
    /// <exception cref="InvalidOperationException">The metric has several values; <see cref="Values(string)"/> has them.</exception>
    public double this[string name] => Logs[name];

    /// <summary>The values of a metric, such as one for each threshold, class or output; of a scalar metric one value.</summary>
    /// <param name="name">The name of the metric.</param>
    /// <exception cref="KeyNotFoundException">There is no such metric; the message suggests the nearest name.</exception>
    public IReadOnlyList<double> Values(string name) => Logs.GetValues(name);

    /// <inheritdoc/>
    public override string ToString() => Logs.ToString();
}
