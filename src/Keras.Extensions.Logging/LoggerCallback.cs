using System.Collections;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Keras.Callbacks;

/// <summary>
/// Logs training and evaluation to an <see cref="ILogger"/>: begin, end, each epoch and evaluation at level <c>Information</c>, progress
/// at <c>Debug</c>, warnings at <c>Warning</c>. The numbers of an epoch are properties of its entry by Keras's names (<c>loss</c>,
/// <c>val_loss</c>). Pass <c>Verbose = Verbosity.Silent</c>, where the console is to stay empty.
/// </summary>
public sealed partial class LoggerCallback : Callback
{
    private static readonly EventId EpochEvent = new(2, "EpochFinished"), EvaluationEvent = new(4, "Evaluated");
    private readonly ILogger logger;
    private readonly TimeSpan progressInterval;
    private TimeSpan? progressAt;
    private bool trains;

    /// <summary>Creates a callback for a logger.</summary>
    /// <param name="logger">The logger; that of a category <c>Keras</c>, say.</param>
    /// <param name="progressInterval">The time between two entries of progress at level <c>Debug</c>. Default: 10 seconds.</param>
    public LoggerCallback(ILogger logger, TimeSpan? progressInterval = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        this.logger = logger;
        this.progressInterval = progressInterval ?? TimeSpan.FromSeconds(10);
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        trains = true;
        LogBegin(logger, Model.Name, Parameters.Epochs, Parameters.BatchSize);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => progressAt = null;

    /// <inheritdoc/>
    public override void OnProgress(TrainingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (progress.EpochTime - (progressAt ?? TimeSpan.Zero) < progressInterval || !logger.IsEnabled(LogLevel.Debug))
            return;
        progressAt = progress.EpochTime;
        LogProgress(logger, progress.Epoch + 1, progress.Epochs, progress.Step, progress.Steps, progress.Logs.ToString());
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        string text = string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch + 1}/{Parameters.Epochs} of {Model.Name}: {logs}");
        Write(EpochEvent, text, logs, [new("Model", Model.Name), new("Epoch", epoch + 1), new("Epochs", Parameters.Epochs)]);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        trains = false;
        LogEnd(logger, Model.Name);
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        // Within training the numbers are part of the epoch's entry.
        if (!trains)
            Write(EvaluationEvent, $"Evaluation of {Model.Name}: {logs}", logs, [new("Model", Model.Name)]);
    }

    /// <inheritdoc/>
    public override void OnWarning(string warning) => LogWarning(logger, warning);

    private void Write(EventId id, string text, Logs logs, List<KeyValuePair<string, object?>> properties)
    {
        if (!logger.IsEnabled(LogLevel.Information))
            return;
        properties.AddRange(logs.Select(l => KeyValuePair.Create(l.Key, (object?)l.Value)));
        logger.Log(LogLevel.Information, id, new Entry(text, properties), null, (entry, _) => entry.ToString());
    }

    [LoggerMessage(1, LogLevel.Information, "Training of {Model} begins: {Epochs} epochs, batches of {BatchSize}")]
    private static partial void LogBegin(ILogger logger, string model, int epochs, int batchSize);

    [LoggerMessage(3, LogLevel.Information, "Training of {Model} ended")]
    private static partial void LogEnd(ILogger logger, string model);

    [LoggerMessage(5, LogLevel.Debug, "Epoch {Epoch}/{Epochs}, step {Step}/{Steps}: {Logs}", SkipEnabledCheck = true)]
    private static partial void LogProgress(ILogger logger, int epoch, int epochs, int step, int? steps, string logs);

    [LoggerMessage(6, LogLevel.Warning, "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);

    private sealed class Entry(string text, List<KeyValuePair<string, object?>> properties) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => properties.Count;

        public KeyValuePair<string, object?> this[int index] => properties[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => properties.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => text;
    }
}
