using Keras;
using Spectre.Console;

namespace MnistTraining.Presentation;

/// <summary>
/// A callback that moves a line while an epoch runs (a bar, loss and accuracy so far, and the time left), and leaves one for each that is
/// done.
/// </summary>
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
        string text = Text(progress.Epoch, progress.Logs, left);
        line.Description = (text.Length <= Room ? text : text[..(Room - 1)] + '…').EscapeMarkup();
    }

    public override void OnEpochEnd(int epoch, Logs logs)
    {
        line.Value = 0;
        // The numbers in full, and the bar where there is room for it.
        string text = Text(epoch, logs, ResultText.Seconds(time));
        string bar = text.Length <= Room ? $"[green]{new string('━', barWidth)}[/] " : "";
        console.MarkupLine(bar + text.EscapeMarkup());
    }

    /// <summary>The characters beside the bar.</summary>
    private int Room => Math.Max(1, console.Profile.Width - barWidth - 2);

    private string Title(int epoch) => $"Epoch {epoch + 1}/{Parameters.Epochs}";

    /// <summary>The time, which changes most, stands before the numbers.</summary>
    private string Text(int epoch, Logs logs, string timeText) => $"{Title(epoch)}  {timeText,-11}{ResultText.Numbers(logs)}";
}
