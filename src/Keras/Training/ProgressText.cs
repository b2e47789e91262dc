using System.Globalization;
using Keras.Terminals;

namespace Keras.Training;

/// <summary>Formats progress as Keras's <c>Progbar</c> does, within a given width.</summary>
internal static class ProgressText
{
    private const int WidestBar = 20, NarrowestBar = 5, UnknownDigits = 7;

    /// <summary>The line of a running epoch, cut to the width: first the bar is left out, then the last metrics.</summary>
    /// <param name="progress">The progress of the epoch.</param>
    /// <param name="stepTime">The time of a step.</param>
    /// <param name="width">The width of the line.</param>
    /// <param name="withColors">Whether colors distinguish the parts of the bar.</param>
    public static StyledText Moving(TrainingProgress progress, TimeSpan stepTime, int width, bool withColors)
    {
        string time = progress.Steps is { } steps ? Remaining(stepTime * (steps - progress.Step)) : Seconds(progress.EpochTime);
        return Line(progress, progress.Steps, progress.Logs, time, stepTime, width, withColors).Cut(width);
    }

    /// <summary>The line of a finished epoch, with all values, and a bar if there is room.</summary>
    /// <param name="progress">The last report of the epoch.</param>
    /// <param name="logs">The values of the epoch.</param>
    /// <param name="time">The duration of the epoch, validation included.</param>
    /// <param name="stepTime">The time of a step.</param>
    /// <param name="width">The width of the line.</param>
    /// <param name="withColors">Whether colors distinguish the parts of the bar.</param>
    public static StyledText Finished(
        TrainingProgress progress, Logs logs, TimeSpan time, TimeSpan stepTime, int width, bool withColors) =>
        Line(progress, progress.Steps ?? progress.Step, logs, Seconds(time), stepTime, width, withColors);

    /// <summary>The line of a finished epoch in a log: <c>1875/1875 - 3s - 2ms/step - loss: 0.2871</c>.</summary>
    public static StyledText InOneLine(TrainingProgress progress, Logs logs, TimeSpan time, TimeSpan stepTime) =>
        new StyledText().Add(Count(progress.Step, progress.Steps ?? progress.Step))
            .Add($" - {Seconds(time)} - {PerStep(stepTime)}{Numbers(logs)}");

    /// <summary>The time of a step: <c>2s/step</c>, <c>15ms/step</c>, <c>130us/step</c>.</summary>
    public static string PerStep(TimeSpan time) => time.TotalSeconds switch
    {
        >= 1 or 0 => $"{Whole(time.TotalSeconds)}s/step",
        >= 0.001 => $"{Whole(time.TotalMilliseconds)}ms/step",
        _ => $"{Whole(time.TotalMicroseconds)}us/step",
    };

    /// <summary>The time until an epoch ends: <c>12s</c>, <c>1:05</c>, <c>2:00:07</c>.</summary>
    public static string Remaining(TimeSpan time)
    {
        // The time of a step is truncated to 100 ns, so that a whole number of seconds may be slightly less.
        const double cut = 0.001;
        long seconds = (long)(time.TotalSeconds + cut);
        FormattableString text = seconds switch
        {
            > 3600 => $"{seconds / 3600}:{seconds % 3600 / 60:00}:{seconds % 60:00}",
            > 60 => $"{seconds / 60}:{seconds % 60:00}",
            _ => $"{seconds}s",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }

    private static StyledText Line(
        TrainingProgress progress, int? steps, Logs logs, string time, TimeSpan stepTime, int width, bool withColors)
    {
        StyledText line = new();
        StyledText tail = new StyledText().Add(" ").Add(time, TextStyles.Bold).Add($" {PerStep(stepTime)}{Numbers(logs)}");
        if (steps is not { } all)
            return line.Add($"{Padded(progress.Step, UnknownDigits)}/Unknown").Add(tail);
        line.Add(Count(progress.Step, all), TextStyles.Bold);
        int room = Math.Min(WidestBar, width - line.Length - tail.Length - 1);
        if (room >= NarrowestBar)
        {
            int done = (int)((long)room * progress.Step / Math.Max(1, all));
            line.Add(" ").Add(new('━', done), TextStyles.Done).Add(new(withColors ? '━' : '─', room - done), TextStyles.Left);
        }

        return line.Add(tail);
    }

    private static string Numbers(Logs logs) => logs.Names.Count == 0 ? "" : $" - {logs}";

    private static string Count(int step, int steps) => $"{Padded(step, Padded(steps, 0).Length)}/{Padded(steps, 0)}";

    private static string Padded(int number, int digits) => number.ToString(CultureInfo.InvariantCulture).PadLeft(digits);

    private static string Seconds(TimeSpan time) => $"{Whole(time.TotalSeconds)}s";

    // Python's rounding: halves to even.
    private static string Whole(double number) => Math.Round(number, MidpointRounding.ToEven).ToString("F0", CultureInfo.InvariantCulture);
}
