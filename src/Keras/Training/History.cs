using Keras.Callbacks;
using Keras.Training;

namespace Keras;

/// <summary>The history of training, which <c>Fit</c> returns: the metrics of each epoch, warnings, and whether training was
/// cancelled.</summary>
public sealed partial class History : Callback
{
    private readonly SortedDictionary<string, List<double>> values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<IReadOnlyList<double>>> lists = new(StringComparer.Ordinal);
    private readonly List<(int Epoch, Logs Logs)> rows = [];
    private readonly WarningList warnings = new();

    /// <summary>The names of the metrics, in alphabetical order: "accuracy", "loss", "val_loss".</summary>
    public IReadOnlyCollection<string> Keys =>
        lists.Count == 0 ? values.Keys : [.. values.Keys.Concat(lists.Keys).Order(StringComparer.Ordinal)];

    /// <summary>The epochs that were finished.</summary>
    public IReadOnlyList<int> Epochs => [.. rows.Select(r => r.Epoch)];

    /// <summary>The metrics of each finished epoch, in the order of <see cref="Epochs"/>; those of an epoch without validation have no
    /// <c>val_</c> metrics.</summary>
    public IReadOnlyList<Logs> EpochLogs => [.. rows.Select(r => new Logs(r.Logs))];

    /// <summary>Warnings raised during training, each once, such as a NaN loss or an unknown monitor of a callback.</summary>
    public IReadOnlyList<string> Warnings => warnings.All;

    /// <summary>Whether training was cancelled; the weights are then those of the last finished batch.</summary>
    public bool WasCancelled { get; internal set; }

    /// <summary>The running metrics of the epoch in which training was cancelled; null if it was not, or between epochs.</summary>
    public Logs? CancelledAt { get; internal set; }

    /// <summary>Whether XLA compiled the training function, and why.</summary>
    public Compilation? Compilation { get; internal set; }

    /// <summary>The values of a metric, one for each epoch that reported it.</summary>
    /// <param name="name">The name of the metric.</param>
    /// <exception cref="KeyNotFoundException">There is no such metric; the message suggests the nearest name.</exception>
    /// <exception cref="InvalidOperationException">The metric has several values an epoch; <see cref="Values(string)"/> gets
    /// them.</exception>
    public IReadOnlyList<double> this[string name] => values.TryGetValue(name, out List<double>? list) ? list
        : lists.ContainsKey(name)
            ? throw new InvalidOperationException($"'{name}' has several values an epoch; read them with Values(\"{name}\").")
        : throw NotFound(name);

    /// <summary>
    /// The values of a metric in each epoch, such as one for each threshold, class or output; of a scalar metric lists of one value.
    /// </summary>
    /// <param name="name">The name of the metric.</param>
    /// <exception cref="KeyNotFoundException">There is no such metric; the message suggests the nearest name.</exception>
    public IReadOnlyList<IReadOnlyList<double>> Values(string name) => lists.TryGetValue(name, out List<IReadOnlyList<double>>? list) ? list
        : values.TryGetValue(name, out List<double>? numbers) ? [.. numbers.Select(n => (double[])[n])]
        : throw NotFound(name);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        rows.Add((epoch, new(logs)));
        foreach ((string key, double value) in logs)
        {
            if (!values.TryGetValue(key, out List<double>? list))
                values[key] = list = [];
            list.Add(value);
        }

        foreach (string name in logs.Names.Where(logs.IsList))
        {
            if (!lists.TryGetValue(name, out List<IReadOnlyList<double>>? list))
                lists[name] = list = [];
            list.Add(logs.GetValues(name));
        }
    }

    /// <summary>The metrics of each epoch.</summary>
    internal IReadOnlyList<(int Epoch, Logs Logs)> Rows => rows;

    /// <summary>Whether the history includes the epochs of the training that is resumed.</summary>
    internal bool IsContinued { get; set; }

    /// <inheritdoc/>
    protected internal override string? StateKey => IsContinued ? nameof(History) : null;

    /// <inheritdoc/>
    protected internal override CallbackState? SaveState() => new(LastEpoch, HistoryNumbers.Write(this));

    /// <inheritdoc/>
    protected internal override void RestoreState(CallbackState state)
    {
        foreach ((int epoch, Logs logs) in HistoryNumbers.Read(state.Numbers))
            OnEpochEnd(epoch, logs);
    }

    /// <summary>Called with a new warning before it is printed.</summary>
    internal Action<string>? Warning
    {
        set => warnings.Adding = value;
    }

    /// <summary>Adds a warning, unless the history has it, and prints it to standard error unless training is silent.</summary>
    internal void Warn(string warning) => warnings.Add(warning, Parameters.Verbose);

    private KeyNotFoundException NotFound(string name) =>
        new($"There is no '{name}' in the history; {NearestNames.Hint(name, [.. Keys], "it has")}");
}
