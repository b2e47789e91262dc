using System.Diagnostics;

namespace Keras.Callbacks;

/// <summary>Prints how far training is, or what an evaluation came to, to the console.</summary>
internal sealed class ProgressPrinter(Verbosity verbosity) : Callback
{
    private readonly bool moves = verbosity == Verbosity.ProgressBar && ConsoleLine.CanMove;
    private readonly ConsoleLine line = new();
    private readonly Stopwatch evaluation = new();
    private bool trains;
    private TrainingProgress? last;

    /// <summary>Ends the line that moves, where it stands: training was cancelled, failed, or something else is to be printed.</summary>
    public void Close() => line.Close();

    public override void OnTrainBegin(Logs logs) => trains = true;

    public override void OnEpochBegin(int epoch, Logs logs) => last = null;

    public override void OnProgress(TrainingProgress progress)
    {
        last = progress;
        if (moves)
            line.Show(ProgressText.Moving(progress, ConsoleLine.Width));
    }

    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (last is not null)
            line.Replace(ProgressText.Finished(last, logs, moves ? ConsoleLine.Width : int.MaxValue));
    }

    public override void OnTrainEnd(Logs logs) => Close();

    public override void OnTestBegin(Logs logs) => evaluation.Restart();

    public override void OnTestEnd(Logs logs)
    {
        // Within training the numbers are part of the epoch's line.
        if (!trains)
            line.Replace($"Evaluation  {ProgressText.Time(evaluation.Elapsed)} - {logs}");
    }
}
