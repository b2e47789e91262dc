using System.Diagnostics;
using System.Globalization;
using Keras.Terminals;
using Keras.Training;

namespace Keras.Callbacks;

/// <summary>
/// Prints the progress of training and evaluation as Keras does: the steps, a progress bar, the remaining or elapsed time, the time of a
/// step, the loss and the metrics. <c>Fit</c> and <c>Evaluate</c> add one unless they are silent or their callbacks have one; <see
/// cref="FitOptions.Verbose"/> determines what is printed. On a terminal the line is updated in place, never wider than the window, and
/// colored unless the environment variable <c>NO_COLOR</c> is set.
/// </summary>
/// <remarks>The time of a step excludes the first call, which may compile, and validation.</remarks>
public sealed class ProgbarLogger : Callback
{
    private readonly Func<Terminal> open;
    private readonly Stopwatch clock = new();
    private Terminal? terminal;
    private TerminalLine? line;
    private TrainingProgress? first;
    private TrainingProgress? last;
    private bool trains;

    /// <summary>Creates a logger that prints to the console.</summary>
    public ProgbarLogger()
        : this(Terminal.OfConsole)
    {
    }

    /// <summary>Creates a logger that prints the lines of finished epochs and evaluations to a writer, such as a log file.</summary>
    /// <param name="writer">The writer; the caller disposes it.</param>
    public ProgbarLogger(TextWriter writer)
        : this(() => new Terminal(writer))
    {
        ArgumentNullException.ThrowIfNull(writer);
    }

    internal ProgbarLogger(Func<Terminal> open) => this.open = open;

    private Verbosity Verbose => Parameters.Verbose;

    private bool Moves => Verbose == Verbosity.ProgressBar && terminal!.IsTerminal;

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        Open();
        trains = true;
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs)
    {
        Restart();
        if (Verbose != Verbosity.Silent && Parameters.Epochs > 1)
            terminal!.Writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch + 1}/{Parameters.Epochs}"));
    }

    /// <inheritdoc/>
    public override void OnProgress(TrainingProgress progress) => Show(progress);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => Finish(logs);

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => EndRun();

    /// <inheritdoc/>
    public override void OnTestBegin(Logs logs)
    {
        // During training, the line of the epoch includes the values of validation.
        if (trains)
            return;
        Open();
        Restart();
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        if (!trains)
            Finish(logs);
    }

    /// <inheritdoc/>
    public override void OnTestProgress(TrainingProgress progress)
    {
        if (!trains)
            Show(progress);
    }

    /// <summary>Ends the progress bar's line: training was cancelled or failed, or other output follows.</summary>
    internal void Pause() => line?.Close();

    /// <summary>Ends the progress bar's line and the training.</summary>
    internal override void EndRun()
    {
        Pause();
        trains = false;
    }

    private void Open() => line = new(terminal = open());

    private void Restart()
    {
        (first, last) = (null, null);
        clock.Restart();
    }

    private void Show(TrainingProgress progress)
    {
        first ??= progress;
        last = progress;
        if (Moves)
            line!.Show(ProgressText.Moving(progress, StepTime(progress), line.Width, terminal!.HasColors));
    }

    private void Finish(Logs logs)
    {
        if (last is null || Verbose == Verbosity.Silent)
            return;
        TimeSpan stepTime = StepTime(last);
        line!.Replace(Verbose == Verbosity.OneLinePerEpoch
            ? ProgressText.InOneLine(last, logs, clock.Elapsed, stepTime)
            : ProgressText.Finished(last, logs, clock.Elapsed, stepTime, line.Width, terminal!.HasColors));
    }

    private TimeSpan StepTime(TrainingProgress now) => first is { } begin && now.Step > begin.Step
        ? (now.EpochTime - begin.EpochTime) / (now.Step - begin.Step)
        : now.EpochTime / Math.Max(1, now.Step);
}
