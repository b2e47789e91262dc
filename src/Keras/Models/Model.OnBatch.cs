using Keras.Pipelines;
using Keras.Training;

namespace Keras;

/// <content>Training and evaluation on a single batch.</content>
public partial class Model
{
    /// <summary>Trains the model on one batch.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets.</param>
    /// <param name="sampleWeight">The weight of each sample. Default: 1.</param>
    /// <param name="classWeight">The weight of the samples of each class. Default: 1.</param>
    /// <returns>The loss and the metrics of this batch, before its update.</returns>
    public Evaluation TrainOnBatch(Data x, Data y, Data? sampleWeight = null, Dictionary<int, float>? classWeight = null) =>
        OnBatch("TrainOnBatch", x, Targets("TrainOnBatch", y), sampleWeight, classWeight, trains: true);

    /// <summary>Trains the model on one batch without targets.</summary>
    /// <param name="x">The inputs.</param>
    /// <returns>The values that the step logs for this batch.</returns>
    public Evaluation TrainOnBatch(Data x) => OnBatch("TrainOnBatch", x, null, null, null, trains: true);

    /// <summary>Evaluates the model on one batch.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets.</param>
    /// <param name="sampleWeight">The weight of each sample. Default: 1.</param>
    /// <returns>The loss and the metrics of this batch.</returns>
    public Evaluation TestOnBatch(Data x, Data y, Data? sampleWeight = null) =>
        OnBatch("TestOnBatch", x, Targets("TestOnBatch", y), sampleWeight, null, trains: false);

    /// <summary>Evaluates the model on one batch without targets.</summary>
    /// <param name="x">The inputs.</param>
    /// <returns>The values that the step logs for this batch.</returns>
    public Evaluation TestOnBatch(Data x) => OnBatch("TestOnBatch", x, null, null, null, trains: false);

    private static Data Targets(string operation, Data y)
    {
        Required.Targets(operation, y);
        return y;
    }

    private Evaluation OnBatch(
        string operation, Data x, Data? y, Data? sampleWeight, IReadOnlyDictionary<int, float>? classWeight, bool trains)
    {
        ThrowIfDisposed();
        Required.Rows(operation, "inputs", x);
        Batch batch = new(x, y, sampleWeight);
        _ = Settings;
        using Usage usage = EnterRun(operation, []);
        using RunData data = new(new TensorDataset(batch, []));
        StepSpec spec = RunPreparation.Prepare(this, data, trains, checked((int)Math.Max(1, x.Count)), classWeight, operation);
        using MetricStates states = Tracked.BeginRun();
        Tracked.Reset();
        using ResidentRunner runner = new(Functions, spec, batch, .., checked((int)batch.X.Count)) { AsOneBatch = true };
        foreach (int _ in runner.Run(Shuffle.Off, Random.Shared, () => 1))
        {
        }

        Tracked.Caution(Warn);
        return new(RunPreparation.ToLogs(this, trains, runner.Results));
    }
}
