using System.Globalization;

namespace Keras.Callbacks;

/// <summary>Prints how far training is, to the console.</summary>
internal sealed class ProgressPrinter(Verbosity verbosity) : Callback
{
    private const int BarWidth = 20;
    private TrainingProgress? last;
    private int printed;

    private bool Moves => verbosity == Verbosity.ProgressBar && !Console.IsOutputRedirected;

    public override void OnProgress(TrainingProgress progress)
    {
        last = progress;
        if (Moves)
            Overwrite(Line(progress, progress.Logs));
    }

    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (last is null)
            return;
        if (Moves)
            Overwrite("");
        Console.Out.WriteLine(Line(last, logs));
        printed = 0;
    }

    public override void OnTestEnd(Logs logs)
    {
        // Within training the numbers are part of the epoch's line.
        if (last is null)
            Console.Out.WriteLine(logs.ToString());
    }

    private static string Line(TrainingProgress progress, Logs logs)
    {
        string steps = progress.Steps is { } all ? $"{progress.Step}/{all} {Bar(progress.Step, all)}" : $"{progress.Step}";
        string time = progress.Remaining is { TotalSeconds: > 0 } remaining
            ? string.Create(CultureInfo.InvariantCulture, $"{remaining.TotalSeconds:F0} s left")
            : string.Create(CultureInfo.InvariantCulture, $"{progress.EpochTime.TotalSeconds:F1} s, {progress.EpochTime.TotalMicroseconds / progress.Step:F0} µs/step");
        return $"Epoch {progress.Epoch + 1}/{progress.Epochs}  {steps}  {time} - {logs}";
    }

    private static string Bar(int step, int steps)
    {
        int filled = (int)((long)BarWidth * step / Math.Max(1, steps));
        return new string('━', filled) + new string('─', BarWidth - filled);
    }

    private void Overwrite(string line)
    {
        Console.Out.Write('\r' + line.PadRight(printed) + (line.Length == 0 ? "\r" : ""));
        printed = line.Length;
    }
}
