using System.Runtime.CompilerServices;
using Keras.Pipelines;
using Keras.Telemetry;
using Keras.Training;
using TensorFlow;

namespace Keras;

/// <content>Prediction: safe on any thread, also while the model is trained on another.</content>
public partial class Model
{
    private readonly PredictFunctions prediction;

    /// <summary>Creates a model.</summary>
    protected Model()
    {
        prediction = new(this);
        ownOptimizers = new();
    }

    /// <summary>Computes the output of a model of one output.</summary>
    /// <param name="x">The inputs, samples first; several by name or position.</param>
    /// <param name="batchSize">Samples per batch. Default: 32, or, with <paramref name="steps"/>, so many that the steps use all
    /// samples.</param>
    /// <param name="steps">The number of batches to predict; null for all.</param>
    /// <param name="callbacks">Callbacks of the prediction.</param>
    /// <param name="cancellationToken">Ends the prediction before the next batch.</param>
    /// <returns>The outputs of all samples, in order.</returns>
    /// <exception cref="ShapeException">The inputs do not fit the model.</exception>
    /// <exception cref="ArgumentException">An input is missing, or is not one of the model's.</exception>
    /// <exception cref="InvalidOperationException">The model has several outputs; see <see cref="PredictAll(Data, int?,
    /// IReadOnlyList{Callback}, int?, CancellationToken)"/>.</exception>
    /// <exception cref="OperationCanceledException">The prediction was cancelled.</exception>
    public Tensor Predict(Data x, int? batchSize = null, IReadOnlyList<Callback>? callbacks = null,
        int? steps = null, CancellationToken cancellationToken = default) =>
        OnlyOutput("Predict", RunPrediction("Predict", x, batchSize, steps, callbacks, cancellationToken, onlyOne: true));

    /// <summary>Computes all outputs of a model of one or several.</summary>
    /// <param name="x">The inputs, samples first; several by name or position.</param>
    /// <param name="batchSize">Samples per batch. Default: 32, or, with <paramref name="steps"/>, so many that the steps use all
    /// samples.</param>
    /// <param name="steps">The number of batches to predict; null for all.</param>
    /// <param name="callbacks">Callbacks of the prediction.</param>
    /// <param name="cancellationToken">Ends the prediction before the next batch.</param>
    /// <returns>The outputs by name and position.</returns>
    /// <exception cref="ShapeException">The inputs do not fit the model.</exception>
    /// <exception cref="ArgumentException">An input is missing, or is not one of the model's.</exception>
    /// <exception cref="OperationCanceledException">The prediction was cancelled.</exception>
    public Prediction PredictAll(Data x, int? batchSize = null, IReadOnlyList<Callback>? callbacks = null,
        int? steps = null, CancellationToken cancellationToken = default) =>
        new(RunPrediction("PredictAll", x, batchSize, steps, callbacks, cancellationToken), Graph?.TargetNames);

    /// <summary>Computes the output of a model of one output for the inputs of a dataset; its targets and weights are not used.</summary>
    /// <param name="data">Samples held in memory, or a stream of batches.</param>
    /// <param name="batchSize">Samples per batch. Default: 32, or, with <paramref name="steps"/>, so many that the steps use all samples. A
    /// stream has its own batches.</param>
    /// <param name="steps">The number of batches to predict; null for all. A stream without an end needs one.</param>
    /// <param name="callbacks">Callbacks of the prediction.</param>
    /// <param name="cancellationToken">Ends the prediction before the next batch.</param>
    /// <returns>The outputs of all samples, in order.</returns>
    /// <exception cref="ShapeException">The inputs do not fit the model.</exception>
    /// <exception cref="ArgumentException">The dataset has no batches.</exception>
    /// <exception cref="OperationCanceledException">The prediction was cancelled.</exception>
    [OverloadResolutionPriority(-1)]
    public Tensor Predict(Dataset data, int? batchSize = null, IReadOnlyList<Callback>? callbacks = null,
        int? steps = null, CancellationToken cancellationToken = default) =>
        OnlyOutput("Predict", RunPrediction("Predict", data, batchSize, steps, callbacks, cancellationToken, onlyOne: true));

    /// <summary>Computes all outputs of a model for the inputs of a dataset; its targets and weights are not used.</summary>
    /// <returns>The outputs by name and position.</returns>
    /// <inheritdoc cref="Predict(Dataset, int?, IReadOnlyList{Callback}, int?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Prediction PredictAll(Dataset data, int? batchSize = null, IReadOnlyList<Callback>? callbacks = null,
        int? steps = null, CancellationToken cancellationToken = default) =>
        new(RunPrediction("PredictAll", data, batchSize, steps, callbacks, cancellationToken), Graph?.TargetNames);

    /// <summary>Computes the output of a model of one output for one batch.</summary>
    /// <param name="x">The inputs, samples first; several by name or position.</param>
    /// <returns>The outputs of all samples, in order.</returns>
    /// <exception cref="ShapeException">The inputs do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model has several outputs; see <see cref="PredictAllOnBatch(Data)"/>.</exception>
    public Tensor PredictOnBatch(Data x) => OnlyOutput(
        "PredictOnBatch",
        RunPrediction("PredictOnBatch", x, checked((int)Math.Max(1, x?.Count ?? 1)), null, null, default, onlyOne: true));

    /// <summary>Computes all outputs of a model for one batch.</summary>
    /// <param name="x">The inputs, samples first; several by name or position.</param>
    /// <returns>The outputs by name and position.</returns>
    /// <exception cref="ShapeException">The inputs do not fit the model.</exception>
    public Prediction PredictAllOnBatch(Data x) =>
        new(RunPrediction("PredictAllOnBatch", x, checked((int)Math.Max(1, x?.Count ?? 1)), null, null, default), Graph?.TargetNames);

    /// <summary>
    /// Prepares prediction for a request path: compiled once, no managed allocation a call, on any thread. Inputs are float32, or strings
    /// where the model has an input of strings. On CPUs, operations too short to be divided among threads compute on one each.
    /// </summary>
    /// <param name="batchSize">Samples per call. Default: 1.</param>
    /// <param name="freeze">
    /// Whether the values that the weights have now are used at every call, whatever training does later. Default: false. Freezing anew
    /// compiles nothing.
    /// </param>
    /// <exception cref="InvalidOperationException">The shape of the inputs is not known yet.</exception>
    /// <exception cref="ArgumentException">A call would take or give more values than an array can have.</exception>
    /// <example>
    /// <code>
    /// using var model = new Sequential(new Dense(1) { InputShape = [2] });
    /// using Predictor predictor = model.CreatePredictor(batchSize: 1);
    /// float[] input = [1, 2], output = new float[1];
    /// predictor.Run(input, output);
    /// </code>
    /// </example>
    public Predictor CreatePredictor(int batchSize = 1, bool freeze = false)
    {
        ThrowIfDisposed();
        Required.AtLeast("CreatePredictor", 1, batchSize);
        return new Predictor(this, [.. InputSpecs().Select(i => OfBatch(i, batchSize))], freeze);
    }

    // A predictor takes numbers as float32, whatever an input was declared as.
    private static TensorSpec OfBatch(TensorSpec input, int batchSize) =>
        new(input.DType == DType.String ? DType.String : DType.Float32, input.Shape[1..].Prepend(batchSize));

    /// <summary>The types and shapes of the inputs.</summary>
    /// <exception cref="InvalidOperationException">They are not known yet.</exception>
    private IEnumerable<TensorSpec> InputSpecs() => BuildShape is { } shape ? [new(InputDType, shape)]
        : Graph is { Inputs.Count: > 1 } graph ? graph.Inputs.Select(i => new TensorSpec(i.DType, i.Shape))
        : severalInputs ?? throw new InvalidOperationException(
            $"The model '{Name}' does not know its inputs' shape yet; give the first layer an InputShape, or call BuildModel.");

    private protected void ReleasePrediction() => prediction.Dispose();

    private Tensor OnlyOutput(string operation, Tensor[] outputs)
    {
        if (outputs.Length == 1)
            return outputs[0];
        foreach (Tensor output in outputs)
            output.Dispose();
        throw SeveralOutputs(operation, outputs.Length);
    }

    private void RequireOneOutput(string operation)
    {
        if (Graph is { Outputs.Count: > 1 } graph)
            throw SeveralOutputs(operation, graph.Outputs.Count);
    }

    private InvalidOperationException SeveralOutputs(string operation, int count) => new(
        $"{operation}: the model '{Name}' has {count} outputs{(Graph is null ? "" : $" ({string.Join(", ", Graph.TargetNames)})")}; "
        + $"call {operation.Replace("Predict", "PredictAll", StringComparison.Ordinal)} to have them.");

    private Tensor[] RunPrediction(
        string operation, Data x, int? batchSize, int? steps, IReadOnlyList<Callback>? callbacks, CancellationToken cancellationToken,
        bool onlyOne = false)
    {
        ThrowIfDisposed();
        Required.Rows(operation, "inputs", x);
        RequirePositive(operation, batchSize, steps);
        Required.Items(operation, "a callback", callbacks);
        if (onlyOne)
            RequireOneOutput(operation);
        if (callbacks is not { Count: > 0 } && steps is null && !KerasTelemetry.Source.HasListeners()
            && !cancellationToken.IsCancellationRequested && prediction.TryRepeat(x, batchSize ?? BatchSizes.Default) is { } outputs)
            return outputs;
        return RunTraced(x, batchSize, steps, callbacks ?? [], cancellationToken);
    }

    private Tensor[] RunTraced(
        Data x, int? batchSize, int? steps, IReadOnlyList<Callback> callbacks, CancellationToken cancellationToken) =>
        PredictTelemetry.Trace(this, () => RunBatches(new(x), [], batchSize, steps, callbacks, cancellationToken));

    private Tensor[] RunPrediction(
        string operation, Dataset data, int? batchSize, int? steps, IReadOnlyList<Callback>? callbacks, CancellationToken cancellationToken,
        bool onlyOne = false)
    {
        ThrowIfDisposed();
        Required.Rows(operation, "data", data);
        RequirePositive(operation, batchSize, steps);
        Required.Items(operation, "a callback", callbacks);
        if (onlyOne)
            RequireOneOutput(operation);
        UnusedArguments.WarnOfBatchSize(this, data, batchSize, operation);
        return PredictTelemetry.Trace(this, () => data is BatchDataset stream
            ? DatasetPrediction.Run(
                b => RunBatches(b, data.Transforms, checked((int)b.X.Count), null, [], default), this, stream, steps, callbacks ?? [],
                cancellationToken)
            : RunBatches(((TensorDataset)data).Rows, data.Transforms, batchSize, steps, callbacks ?? [], cancellationToken));
    }

    // Targets are of use only to functions of whole batches.
    private Tensor[] RunBatches(
        Batch rows, BatchTransform[] transforms, int? batchSize, int? steps,
        IReadOnlyList<Callback> callbacks, CancellationToken cancellationToken)
    {
        rows.X.CheckLabels("Predict");
        Batch used = rows with { Y = transforms.Length == 0 ? null : rows.Y, SampleWeight = null };
        return prediction.Run(used, transforms, batchSize ?? BatchSizes.For(Math.Max(1, rows.X.Count), steps),
            steps, callbacks, cancellationToken);
    }

    private static void RequirePositive(string operation, int? batchSize, int? steps)
    {
        if (batchSize is { } size)
            Required.AtLeast(operation, 1, size, nameof(batchSize));
        if (steps is { } count)
            Required.AtLeast(operation, 1, count, nameof(steps));
    }
}
