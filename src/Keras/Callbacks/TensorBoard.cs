using System.Diagnostics;
using Keras.Callbacks.TensorBoardEvents;
using TensorFlow;

namespace Keras.Callbacks;

/// <summary>
/// Writes what <c>tensorboard --logdir logs</c> shows (keras.callbacks.TensorBoard): the metrics of training and validation in the
/// directories <c>train</c> and <c>validation</c>, histograms and pictures of weights, the model's graph, embeddings. Tags and steps are
/// Keras's. TensorFlow's C API has no profiler, so that there is no profile.
/// </summary>
/// <param name="directory">The directory of the logs. Default: "logs". Runs are told apart by directories of their own:
/// <c>logs/run-1</c>, <c>logs/run-2</c>.</param>
/// <example>
/// <code>
/// using var model = new Sequential(new Dense(1) { InputShape = [1] });
/// model.Compile("adam", "mse");
/// model.Fit(new float[,] { { 0 }, { 1 } }, new float[] { 0, 2 }, epochs: 3,
///     callbacks: [new TensorBoard("logs/run-1") { HistogramFrequency = 1 }]);
/// </code>
/// </example>
public sealed class TensorBoard(string directory = "logs") : Callback
{
    private readonly string directory = string.IsNullOrEmpty(directory)
        ? throw new ArgumentException(
            $"TensorBoard: expected a directory for the logs, got {(directory is null ? "null" : "an empty name")}.", nameof(directory))
        : directory;
    private EventFile? train;
    private EventFile? validation;
    private int globalBatch;
    private int lastBatch = -1;
    private long epochBegin;
    private long batchBegin;
    private long iterationsBefore;

    /// <summary>Epochs between two histograms of the weights; 0 (default) for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 0.</exception>
    public int HistogramFrequency
    {
        get;
        init => field = Hyperparameter.AtLeast(0, value, nameof(HistogramFrequency), nameof(TensorBoard));
    }

    /// <summary>Whether the model's graph is written. Default: true.</summary>
    public bool WriteGraph { get; init; } = true;

    /// <summary>Whether weights are written as pictures too, where there are histograms. Default: false.</summary>
    public bool WriteImages { get; init; }

    /// <summary>Whether the steps a second are among the metrics. Default: false.</summary>
    public bool WriteStepsPerSecond { get; init; }

    /// <summary>
    /// Batches between two entries of running metrics; null (default) for metrics of epochs only. Values below a few hundred make the
    /// training function return often, which costs time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? UpdateFrequency
    {
        get;
        init => field = Hyperparameter.AtLeast(1, value, nameof(UpdateFrequency), nameof(TensorBoard));
    }

    /// <summary>Epochs between two copies of the embeddings for the projector; 0 (default) for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 0.</exception>
    public int EmbeddingsFrequency
    {
        get;
        init => field = Hyperparameter.AtLeast(0, value, nameof(EmbeddingsFrequency), nameof(TensorBoard));
    }

    /// <summary>Files with a line for each row of an embedding, by the layer's name. Default: none.</summary>
    public IReadOnlyDictionary<string, string> EmbeddingsMetadata { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    protected internal override bool WatchesTrainBatches => UpdateFrequency is not null;

    private EventFile Train => train ??= new(Path.Combine(directory, "train"));

    private EventFile ValidationFile => validation ??= new(Path.Combine(directory, "validation"));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Metadata name a layer that has no embeddings.</exception>
    /// <exception cref="IOException">The directory cannot be written to.</exception>
    public override void OnTrainBegin(Logs logs)
    {
        globalBatch = 0;
        if (EmbeddingsFrequency > 0)
            EmbeddingFiles.Configure(Model, directory, EmbeddingsMetadata);
        if (!WriteGraph)
            return;
        Train.Write(0, SummaryValues.KerasModel("keras", Model.ToJson()));
        if (ModelGraph.Write(Model) is { } graph)
            Train.WriteGraph(graph);
        Train.Flush();
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs)
    {
        lastBatch = -1;
        epochBegin = Stopwatch.GetTimestamp();
        iterationsBefore = Model.Optimizer.IterationCount;
    }

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch, Logs logs) => batchBegin = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        int made = batch - lastBatch, before = globalBatch;
        (globalBatch, lastBatch) = (globalBatch + made, batch);
        // A call of several batches is entered where one of them was to be.
        if (UpdateFrequency is not { } frequency || globalBatch / frequency == before / frequency)
            return;
        if (WriteStepsPerSecond)
            Train.Write(globalBatch, SummaryValues.Scalar(
                "batch_steps_per_second", made / Stopwatch.GetElapsedTime(batchBegin).TotalSeconds));
        Write(Train, logs, "batch_{0}", globalBatch);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        const string prefix = "val_", tag = "epoch_{0}";
        Logs trained = new(logs.Where(l => !l.Key.StartsWith(prefix, StringComparison.Ordinal)));
        Logs validated = new(logs.Where(l => l.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(l => KeyValuePair.Create(l.Key[prefix.Length..], l.Value)));
        LearningRates.AddTo(trained, Model.Optimizer);
        if (WriteStepsPerSecond)
            trained["steps_per_second"] =
                (Model.Optimizer.IterationCount - iterationsBefore) / Stopwatch.GetElapsedTime(epochBegin).TotalSeconds;
        Write(Train, trained, tag, epoch);
        if (HistogramFrequency > 0 && epoch % HistogramFrequency == 0)
            WriteWeights(epoch);
        if (EmbeddingsFrequency > 0 && epoch % EmbeddingsFrequency == 0)
            EmbeddingFiles.Write(Model, directory);
        Train.Flush();
        if (validated.Count == 0)
            return;
        Write(ValidationFile, validated, tag, epoch);
        ValidationFile.Flush();
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        Write(ValidationFile, logs, "evaluation_{0}_vs_iterations", Model.Optimizer.IterationCount);
        ValidationFile.Flush();
    }

    internal override void EndRun()
    {
        train?.Dispose();
        validation?.Dispose();
        (train, validation) = (null, null);
    }

    private static void Write(EventFile file, Logs logs, string tag, long step)
    {
        foreach ((string name, double value) in logs)
            file.Write(step, SummaryValues.Scalar(tag.Replace("{0}", name, StringComparison.Ordinal), value));
    }

    private void WriteWeights(int epoch)
    {
        foreach (Weight weight in Model.Weights)
        {
            if (!weight.DType.IsFloatingPoint)
                continue;
            float[] values = Values(weight);
            Train.Write(epoch, SummaryValues.Histogram($"{weight.Path}/histogram", values));
            if (WriteImages && WeightPictures.Of($"{weight.Path}/image", weight.Shape, values) is { } pictures)
                Train.Write(epoch, pictures);
        }
    }

    private static float[] Values(Weight weight)
    {
        using Tensor value = weight.Read();
        using Tensor single = value.DType == DType.Float32 ? value.Share() : value.Cast(DType.Float32);
        return single.ToArray<float>();
    }
}
