using System.Globalization;

namespace Keras.Callbacks;

/// <summary>The progress of training as a line of a given width.</summary>
internal static class ProgressText
{
    private const int WidestBar = 20, NarrowestBar = 5;

    /// <summary>The line of an epoch that runs, never wider than said: the bar gives way first, then the last metrics.</summary>
    public static string Moving(TrainingProgress progress, int width) =>
        Cut(Fitted(progress, progress.Logs, progress.Remaining is { TotalSeconds: > 0 } remaining
            ? $"{Time(remaining)} left" : Spent(progress), width), width);

    /// <summary>The line of a finished epoch: its numbers are there in full, and a bar where there is room.</summary>
    public static string Finished(TrainingProgress progress, Logs logs, int width) => Fitted(progress, logs, Spent(progress), width);

    /// <summary>A time in the unit that people would take.</summary>
    public static string Time(TimeSpan time)
    {
        // The unit of what is shown: 999.6 ms are 1.0 s.
        TimeSpan whole = TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));
        FormattableString text = time.TotalMilliseconds switch
        {
            < 0.9995 => $"{time.TotalMicroseconds:F0} µs",
            < 9.95 => $"{time.TotalMilliseconds:F1} ms",
            < 999.5 => $"{time.TotalMilliseconds:F0} ms",
            < 9950 => $"{time.TotalSeconds:F1} s",
            < 59_500 => $"{time.TotalSeconds:F0} s",
            _ when whole.TotalHours < 1 => $"{whole.Minutes} min {whole.Seconds:00} s",
            _ when whole.TotalDays < 1 => $"{whole.Hours} h {whole.Minutes:00} min",
            _ => $"{(int)whole.TotalDays} d {whole.Hours:00} h",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }

    private static string Spent(TrainingProgress progress) =>
        $"{Time(progress.EpochTime)}, {Time(progress.EpochTime / Math.Max(1, progress.Step))}/step";

    private static string Fitted(TrainingProgress progress, Logs logs, string time, int width)
    {
        string head = $"Epoch {progress.Epoch + 1}/{progress.Epochs}  {progress.Step}";
        string tail = $"  {time} - {logs}";
        if (progress.Steps is not { } steps)
            return head + tail;
        head = $"{head}/{steps}";
        int room = Math.Min(WidestBar, width - head.Length - tail.Length - 1);
        return room < NarrowestBar ? head + tail : $"{head} {Bar(progress.Step, steps, room)}{tail}";
    }

    private static string Bar(int step, int steps, int width)
    {
        int filled = (int)((long)width * step / Math.Max(1, steps));
        return new string('━', filled) + new string('─', width - filled);
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : width < 1 ? "" : text[..(width - 1)] + '…';
}
