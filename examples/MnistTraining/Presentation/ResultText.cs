using Keras;

namespace MnistTraining.Presentation;

/// <summary>Numbers as people read them.</summary>
internal static class ResultText
{
    /// <summary>"loss 0.0712, accuracy 97.9 %", and those of validation where there are some.</summary>
    public static string Numbers(Logs logs)
    {
        string text = Pair(logs, "");
        return logs.ContainsKey("val_loss") ? $"{text}; validation {Pair(logs, "val_")}" : text;
    }

    public static string Seconds(TimeSpan time) =>
        time.TotalMinutes < 1 ? $"{time.TotalSeconds:F1} s" : $"{(int)time.TotalMinutes} min {time.Seconds:00} s";

    public static string Percent(double part) => $"{100 * part:F2} %";

    /// <summary>The whole run in a line.</summary>
    public static string Line(TrainingOptions options, Outcome outcome) => outcome.Result is { } result
        ? $"Test {Numbers(result.Logs)}, trained in {Seconds(outcome.Time)} ({ImagesPerSecond(options, outcome)} images a second)"
        : $"{Stopped(options, outcome)}; not evaluated.";

    public static string ImagesPerSecond(TrainingOptions options, Outcome outcome) => $"{outcome.ImagesPerSecond(options.BatchSize):N0}";

    private static string Stopped(TrainingOptions options, Outcome outcome) => outcome switch
    {
        { Last: null } => "Stopped before the first batch was done",
        { History.CancelledAt: { } logs, Last: var last } =>
            $"Stopped in epoch {last.Epoch + 1} of {options.Epochs} after batch {last.Step} of {last.Steps}: {Numbers(logs)}",
        { Last: var last } => $"Stopped after epoch {last.Epoch + 1} of {options.Epochs}: {Numbers(last.Logs)}",
    };

    private static string Pair(Logs logs, string prefix) =>
        $"loss {logs[prefix + "loss"]:F4}, accuracy {Percent(logs[prefix + "accuracy"])}";
}
