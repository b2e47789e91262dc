using System.Diagnostics;
using Keras.Callbacks;

namespace Keras;

/// <summary>
/// The base of callbacks, called during training, evaluation and prediction. Derive from it and override the methods of interest, or create
/// one from a function: <c>Callback.OnEpochEnd((epoch, logs) => …)</c>. Batch hooks make the training function return after each batch (or
/// each <c>stepsPerExecution</c> batches), but only if some callback overrides one.
/// </summary>
[DebuggerDisplay("{GetType().Name,nq}")]
public abstract class Callback : IUsed
{
    private Model? model;

    /// <summary>The model that is trained.</summary>
    /// <exception cref="InvalidOperationException">No run is active.</exception>
    public Model Model => model ?? throw new InvalidOperationException(
        "Expected a model, got none: a callback has one while Fit, Evaluate or Predict runs; read it in a method such as OnTrainBegin.");

    /// <summary>The arguments of the training.</summary>
    public FitOptions Parameters { get; private set; } = new();

    /// <summary>A callback of a function, called after each epoch.</summary>
    /// <param name="action">Receives the epoch, from 0, and the logs.</param>
    public static Callback OnEpochEnd(Action<int, Logs> action) => new LambdaCallback { EpochEnd = action };

    /// <summary>A callback of a function, called before each epoch.</summary>
    /// <param name="action">Receives the epoch, from 0.</param>
    public static Callback OnEpochBegin(Action<int, Logs> action) => new LambdaCallback { EpochBegin = action };

    /// <summary>A callback of a function, called after each batch (or each <c>stepsPerExecution</c> batches).</summary>
    /// <param name="action">Receives the batch, from 0, and the running logs of the epoch.</param>
    public static Callback OnTrainBatchEnd(Action<int, Logs> action) => new LambdaCallback { TrainBatchEnd = action };

    /// <summary>A callback of a function, called about ten times a second.</summary>
    /// <param name="action">Receives the progress.</param>
    public static Callback OnProgress(Action<TrainingProgress> action) => new LambdaCallback { Progress = action };

    /// <summary>A callback of a function, called before training.</summary>
    /// <param name="action">The function.</param>
    public static Callback OnTrainBegin(Action<Logs> action) => new LambdaCallback { TrainBegin = action };

    /// <summary>A callback of a function, called after training.</summary>
    /// <param name="action">Receives the logs of the last epoch.</param>
    public static Callback OnTrainEnd(Action<Logs> action) => new LambdaCallback { TrainEnd = action };

    /// <summary>Called before training.</summary>
    /// <param name="logs">Empty.</param>
    public virtual void OnTrainBegin(Logs logs)
    {
    }

    /// <summary>Called after training, also if it was stopped or cancelled.</summary>
    /// <param name="logs">The logs of the last epoch.</param>
    public virtual void OnTrainEnd(Logs logs)
    {
    }

    /// <summary>
    /// Called before training is prepared: returns the arguments of the training, such as a later initial epoch where it resumes.
    /// </summary>
    /// <param name="fitted">The model.</param>
    /// <param name="options">The arguments given.</param>
    /// <param name="history">The history of the training.</param>
    protected internal virtual FitOptions Resume(Model fitted, FitOptions options, History history) => options;

    /// <summary>Called before each epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="logs">Empty.</param>
    public virtual void OnEpochBegin(int epoch, Logs logs)
    {
    }

    /// <summary>Called after each epoch and its validation.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="logs">Its metrics; those of validation begin with "val_".</param>
    public virtual void OnEpochEnd(int epoch, Logs logs)
    {
    }

    /// <summary>Called before each batch of training.</summary>
    /// <param name="batch">The batch, from 0.</param>
    /// <param name="logs">Empty.</param>
    public virtual void OnTrainBatchBegin(int batch, Logs logs)
    {
    }

    /// <summary>Called after each batch of training.</summary>
    /// <param name="batch">The batch, from 0; the last one of a call of several.</param>
    /// <param name="logs">The running metrics of the epoch.</param>
    public virtual void OnTrainBatchEnd(int batch, Logs logs)
    {
    }

    /// <summary>Called before evaluation and validation.</summary>
    /// <param name="logs">Empty.</param>
    public virtual void OnTestBegin(Logs logs)
    {
    }

    /// <summary>Called after evaluation and validation.</summary>
    /// <param name="logs">The metrics.</param>
    public virtual void OnTestEnd(Logs logs)
    {
    }

    /// <summary>Called before each batch of evaluation.</summary>
    /// <param name="batch">The batch, from 0.</param>
    /// <param name="logs">Empty.</param>
    public virtual void OnTestBatchBegin(int batch, Logs logs)
    {
    }

    /// <summary>Called after each batch of evaluation.</summary>
    /// <param name="batch">The batch, from 0.</param>
    /// <param name="logs">The running metrics.</param>
    public virtual void OnTestBatchEnd(int batch, Logs logs)
    {
    }

    /// <summary>Called before prediction.</summary>
    /// <param name="logs">Empty.</param>
    public virtual void OnPredictBegin(Logs logs)
    {
    }

    /// <summary>Called after prediction.</summary>
    /// <param name="logs">Empty.</param>
    public virtual void OnPredictEnd(Logs logs)
    {
    }

    /// <summary>Called before each batch of prediction.</summary>
    /// <param name="batch">The batch, from 0.</param>
    /// <param name="logs">Empty.</param>
    public virtual void OnPredictBatchBegin(int batch, Logs logs)
    {
    }

    /// <summary>Called after each batch of prediction.</summary>
    /// <param name="batch">The batch, from 0.</param>
    /// <param name="logs">Empty.</param>
    public virtual void OnPredictBatchEnd(int batch, Logs logs)
    {
    }

    /// <summary>Called about ten times a second while an epoch of training runs. Unlike batch hooks it costs next to nothing.</summary>
    /// <param name="progress">The progress.</param>
    public virtual void OnProgress(TrainingProgress progress)
    {
    }

    /// <summary>
    /// Called where training or evaluation raises a warning: a NaN loss, a monitor that is not among the metrics. Each comes once a run;
    /// unless it is silent, it is printed to standard error, too.
    /// </summary>
    /// <param name="warning">The warning, a sentence.</param>
    public virtual void OnWarning(string warning)
    {
    }

    /// <summary>Called about ten times a second while an evaluation or validation runs.</summary>
    /// <param name="progress">The progress.</param>
    public virtual void OnTestProgress(TrainingProgress progress)
    {
    }

    string IUsed.Designation => $"the callback {GetType().Name}";

    internal void Attach(Model attached, FitOptions parameters)
    {
        model = attached;
        Parameters = parameters;
    }

    /// <summary>Releases what the callback holds for a run, however the run ended. Default: does nothing.</summary>
    internal virtual void EndRun()
    {
    }

    /// <summary>The last epoch for which <see cref="OnEpochEnd(int, Logs)"/> was called, from 0; -1 for none.</summary>
    protected internal int LastEpoch { get; internal set; } = -1;

    /// <summary>The first batch of the first epoch: above 0 if training resumes within that epoch.</summary>
    protected internal int FirstBatch { get; internal set; }

    /// <summary>Whether training resumes in the middle of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    protected bool GoesOnWithin(int epoch) => FirstBatch > 0 && epoch == Parameters.InitialEpoch;

    /// <summary>The name under which the callback's state is saved with the model; null if the callback has no state.</summary>
    protected internal virtual string? StateKey => null;

    /// <summary>Gets the state to save with the model, so that training can resume from it; null for none.</summary>
    protected internal virtual CallbackState? SaveState() => null;

    /// <summary>Restores a saved state. Called after <see cref="OnTrainBegin(Logs)"/>.</summary>
    protected internal virtual void RestoreState(CallbackState state)
    {
    }

    /// <summary>
    /// Whether the training function returns after each batch (or each <c>stepsPerExecution</c> batches) for
    /// <see cref="OnTrainBatchBegin(int, Logs)"/> and <see cref="OnTrainBatchEnd(int, Logs)"/>. Default: true if one of them is
    /// overridden, as in Keras.
    /// </summary>
    protected internal virtual bool WatchesTrainBatches => IsOverridden(OnTrainBatchBegin) || IsOverridden(OnTrainBatchEnd);

    internal bool WatchesTestBatches => IsOverridden(OnTestBatchBegin) || IsOverridden(OnTestBatchEnd);

    private static bool IsOverridden(Action<int, Logs> hook) => hook.Method.DeclaringType != typeof(Callback);
}
