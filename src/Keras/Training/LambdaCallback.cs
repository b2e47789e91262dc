namespace Keras.Callbacks;

/// <summary>
/// A callback from functions (<c>keras.callbacks.LambdaCallback</c>). With a batch function, the training function returns after each batch
/// (or each <c>stepsPerExecution</c> batches).
/// </summary>
/// <example><c>new LambdaCallback { EpochEnd = (epoch, logs) => Console.WriteLine(logs["loss"]), TrainEnd = _ => log.Close()
/// }</c></example>
public sealed class LambdaCallback : Callback
{
    /// <summary>Called before each epoch with its number, from 0.</summary>
    public Action<int, Logs>? EpochBegin { get; init; }

    /// <summary>Called after each epoch with its number, from 0, and its metrics.</summary>
    public Action<int, Logs>? EpochEnd { get; init; }

    /// <summary>Called before training.</summary>
    public Action<Logs>? TrainBegin { get; init; }

    /// <summary>Called after training with the metrics of the last epoch.</summary>
    public Action<Logs>? TrainEnd { get; init; }

    /// <summary>Called before each batch of training with its number, from 0.</summary>
    public Action<int, Logs>? TrainBatchBegin { get; init; }

    /// <summary>Called after each batch of training with its number, from 0, and the running metrics of the epoch.</summary>
    public Action<int, Logs>? TrainBatchEnd { get; init; }

    /// <summary>Called before evaluation and validation.</summary>
    public Action<Logs>? TestBegin { get; init; }

    /// <summary>Called after evaluation and validation with the metrics.</summary>
    public Action<Logs>? TestEnd { get; init; }

    /// <summary>Called before prediction.</summary>
    public Action<Logs>? PredictBegin { get; init; }

    /// <summary>Called after prediction.</summary>
    public Action<Logs>? PredictEnd { get; init; }

    /// <summary>Called about ten times a second while an epoch of training runs.</summary>
    public Action<TrainingProgress>? Progress { get; init; }

    /// <inheritdoc/>
    protected internal override bool WatchesTrainBatches => TrainBatchBegin is not null || TrainBatchEnd is not null;

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => EpochBegin?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => EpochEnd?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs) => TrainBegin?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => TrainEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch, Logs logs) => TrainBatchBegin?.Invoke(batch, logs);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs) => TrainBatchEnd?.Invoke(batch, logs);

    /// <inheritdoc/>
    public override void OnTestBegin(Logs logs) => TestBegin?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs) => TestEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnPredictBegin(Logs logs) => PredictBegin?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnPredictEnd(Logs logs) => PredictEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnProgress(TrainingProgress progress) => Progress?.Invoke(progress);
}
