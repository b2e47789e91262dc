using Keras;

namespace MnistTraining;

/// <summary>A callback that keeps the last progress report.</summary>
internal sealed class LastProgress : Callback
{
    /// <summary>Null before the first batches.</summary>
    public TrainingProgress? Progress { get; private set; }

    public override void OnProgress(TrainingProgress progress) => Progress = progress;
}
