namespace Keras.Callbacks;

/// <summary>A callback of functions.</summary>
internal sealed class LambdaCallback : Callback
{
    public Action<int, Logs>? EpochBegin { get; init; }

    public Action<int, Logs>? EpochEnd { get; init; }

    public Action<Logs>? TrainBegin { get; init; }

    public Action<Logs>? TrainEnd { get; init; }

    public Action<TrainingProgress>? Progress { get; init; }

    public override void OnEpochBegin(int epoch, Logs logs) => EpochBegin?.Invoke(epoch, logs);

    public override void OnEpochEnd(int epoch, Logs logs) => EpochEnd?.Invoke(epoch, logs);

    public override void OnTrainBegin(Logs logs) => TrainBegin?.Invoke(logs);

    public override void OnTrainEnd(Logs logs) => TrainEnd?.Invoke(logs);

    public override void OnProgress(TrainingProgress progress) => Progress?.Invoke(progress);
}
