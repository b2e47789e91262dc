namespace Keras;

/// <summary>What <c>Evaluate</c> found: the loss and each metric.</summary>
public sealed class Evaluation
{
    internal Evaluation(Logs logs) => Logs = logs;

    /// <summary>The loss, with regularization.</summary>
    public double Loss => Logs["loss"];

    /// <summary>All numbers by name.</summary>
    public Logs Logs { get; }

    /// <summary>The number of a name: "loss", "accuracy".</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those that there are.</exception>
    public double this[string name] => Logs[name];

    /// <inheritdoc/>
    public override string ToString() => Logs.ToString();
}
