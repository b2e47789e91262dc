using Keras;

namespace MnistTraining;

/// <summary>A callback that remembers how far training came.</summary>
internal sealed class LastProgress : Callback
{
    /// <summary>Null before the first batches.</summary>
    public TrainingProgress? Progress { get; private set; }

    public override void OnProgress(TrainingProgress progress) => Progress = progress;
}
