using Keras;
using Spectre.Console;

namespace MnistTraining.Presentation;

/// <summary>A callback that moves a line for each epoch: the bar, loss and accuracy so far, and the time left.</summary>
internal sealed class EpochBars(ProgressContext lines) : Callback
{
    private ProgressTask? line;
    private TimeSpan time;

    public override void OnEpochBegin(int epoch, Logs logs)
    {
        line = lines.AddTask(Title(epoch), maxValue: 1);
        lines.Refresh();
    }

    // About ten times a second, so it may take its time.
    public override void OnProgress(TrainingProgress progress)
    {
        time = progress.EpochTime;
        string left = progress.Remaining is { TotalSeconds: > 0 } remaining ? $"{ResultText.Seconds(remaining)} left" : "";
        Show(progress.Epoch, (double)progress.Step / (progress.Steps ?? progress.Step), progress.Logs, left);
    }

    public override void OnEpochEnd(int epoch, Logs logs) => Show(epoch, 1, logs, ResultText.Seconds(time));

    private string Title(int epoch) => $"Epoch {epoch + 1}/{Parameters.Epochs}";

    private void Show(int epoch, double part, Logs logs, string timeText)
    {
        line!.Value = part;
        line.Description = $"{Title(epoch)}  {ResultText.Numbers(logs)}  {timeText}";
        lines.Refresh();
    }
}
