using Keras;

namespace MnistTraining.Presentation;

/// <summary>A callback that prints a line for each finished epoch.</summary>
internal sealed class EpochLines : Callback
{
    private TrainingProgress? last;

    public override void OnProgress(TrainingProgress progress) => last = progress;

    public override void OnEpochEnd(int epoch, Logs logs) =>
        Console.Out.WriteLine($"Epoch {epoch + 1}/{Parameters.Epochs}  {ResultText.Numbers(logs)}  "
            + $"{ResultText.Seconds(last?.EpochTime ?? default)}");
}
