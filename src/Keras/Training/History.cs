namespace Keras;

/// <summary>What happened in training: the numbers of each epoch, and why it ended. <c>Fit</c> returns it.</summary>
public sealed class History : Callback
{
    private readonly SortedDictionary<string, List<double>> values = new(StringComparer.Ordinal);
    private readonly List<int> epochs = [];
    private readonly List<string> warnings = [];

    /// <summary>The names that there are numbers of, in alphabetical order: "accuracy", "loss", "val_loss".</summary>
    public IReadOnlyCollection<string> Keys => values.Keys;

    /// <summary>The epochs that were finished.</summary>
    public IReadOnlyList<int> Epochs => epochs;

    /// <summary>What was odd: a loss that is not a number, say.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Whether training was cancelled; the weights are then those of the last tick.</summary>
    public bool WasCancelled { get; internal set; }

    /// <summary>The running numbers of the epoch in which training was cancelled; null where it was not, or between epochs.</summary>
    public Logs? CancelledAt { get; internal set; }

    /// <summary>Whether XLA compiled the training program, and why.</summary>
    public Compilation? Compilation { get; internal set; }

    /// <summary>The numbers of a name, one for each epoch that had it.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There are none; the message lists those that there are.</exception>
    public IReadOnlyList<double> this[string name] => values.TryGetValue(name, out List<double>? list)
        ? list
        : throw new KeyNotFoundException($"There is no '{name}' in the history; it has {string.Join(", ", Keys)}.");

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        epochs.Add(epoch);
        foreach ((string key, double value) in logs)
        {
            if (!values.TryGetValue(key, out List<double>? list))
                values[key] = list = [];
            list.Add(value);
        }
    }

    internal void Warn(string warning) => warnings.Add(warning);
}
