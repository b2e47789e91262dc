using Keras;
using Spectre.Console;

namespace MnistTraining.Presentation;

/// <summary>A callback that moves a line while an epoch runs (a bar, loss and accuracy so far, and the time left), and leaves one for each that is done.</summary>
internal sealed class EpochBars(IAnsiConsole console, ProgressTask line, int barWidth) : Callback
{
    private TimeSpan time;

    public override void OnEpochBegin(int epoch, Logs logs)
    {
        line.Value = 0;
        line.Description = Title(epoch);
    }

    // About ten times a second, so it may take its time.
    public override void OnProgress(TrainingProgress progress)
    {
        time = progress.EpochTime;
        string left = progress.Remaining is { TotalSeconds: > 0 } remaining ? $"{ResultText.Seconds(remaining)} left" : "";
        line.Value = (double)progress.Step / (progress.Steps ?? progress.Step);
        line.Description = Text(progress.Epoch, progress.Logs, left).EscapeMarkup();
    }

    public override void OnEpochEnd(int epoch, Logs logs)
    {
        line.Value = 0;
        console.MarkupLine($"[green]{new string('━', barWidth)}[/] {Text(epoch, logs, ResultText.Seconds(time)).EscapeMarkup()}");
    }

    private string Title(int epoch) => $"Epoch {epoch + 1}/{Parameters.Epochs}";

    /// <summary>What fits beside the bar; the time, which changes most, stands before the numbers.</summary>
    private string Text(int epoch, Logs logs, string timeText)
    {
        string text = $"{Title(epoch)}  {timeText,-11}{ResultText.Numbers(logs)}";
        int room = Math.Max(1, console.Profile.Width - barWidth - 2);
        return text.Length <= room ? text : text[..(room - 1)] + '…';
    }
}
