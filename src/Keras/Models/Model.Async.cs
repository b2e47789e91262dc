using System.Runtime.CompilerServices;
using TensorFlow;

namespace Keras;

/// <content>Evaluation and prediction in the background.</content>
public partial class Model
{
    /// <summary>Evaluates the model on samples held in memory, on a thread of the pool.</summary>
    /// <inheritdoc cref="Evaluate(Data, Data, int?, Data, IReadOnlyList{Callback}, Verbosity, int?, CancellationToken)"/>
    public Task<Evaluation> EvaluateAsync(
        Data x,
        Data y,
        int? batchSize = null,
        Data? sampleWeight = null,
        IReadOnlyList<Callback>? callbacks = null,
        Verbosity verbose = Verbosity.ProgressBar,
        int? steps = null,
        CancellationToken cancellationToken = default) =>
        Task.Run(() => Evaluate(x, y, batchSize, sampleWeight, callbacks, verbose, steps, cancellationToken), cancellationToken);

    /// <summary>Evaluates the model on a dataset, on a thread of the pool.</summary>
    /// <inheritdoc cref="Evaluate(Dataset, int?, IReadOnlyList{Callback}, Verbosity, int?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<Evaluation> EvaluateAsync(
        Dataset data,
        int? batchSize = null,
        IReadOnlyList<Callback>? callbacks = null,
        Verbosity verbose = Verbosity.ProgressBar,
        int? steps = null,
        CancellationToken cancellationToken = default) =>
        Task.Run(() => Evaluate(data, batchSize, callbacks, verbose, steps, cancellationToken), cancellationToken);

    /// <summary>Computes the outputs for samples held in memory, on a thread of the pool.</summary>
    /// <inheritdoc cref="Predict(Data, int?, IReadOnlyList{Callback}, int?, CancellationToken)"/>
    public Task<Tensor> PredictAsync(
        Data x, int? batchSize = null,
        IReadOnlyList<Callback>? callbacks = null, int? steps = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Predict(x, batchSize, callbacks, steps, cancellationToken), cancellationToken);

    /// <summary>Computes the outputs for the inputs of a dataset, on a thread of the pool.</summary>
    /// <inheritdoc cref="Predict(Dataset, int?, IReadOnlyList{Callback}, int?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<Tensor> PredictAsync(
        Dataset data, int? batchSize = null,
        IReadOnlyList<Callback>? callbacks = null, int? steps = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Predict(data, batchSize, callbacks, steps, cancellationToken), cancellationToken);

    /// <summary>Computes all outputs for samples held in memory, on a thread of the pool.</summary>
    /// <inheritdoc cref="PredictAll(Data, int?, IReadOnlyList{Callback}, int?, CancellationToken)"/>
    public Task<Prediction> PredictAllAsync(
        Data x, int? batchSize = null,
        IReadOnlyList<Callback>? callbacks = null, int? steps = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => PredictAll(x, batchSize, callbacks, steps, cancellationToken), cancellationToken);

    /// <summary>Computes all outputs for the inputs of a dataset, on a thread of the pool.</summary>
    /// <inheritdoc cref="PredictAll(Dataset, int?, IReadOnlyList{Callback}, int?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<Prediction> PredictAllAsync(
        Dataset data, int? batchSize = null,
        IReadOnlyList<Callback>? callbacks = null, int? steps = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => PredictAll(data, batchSize, callbacks, steps, cancellationToken), cancellationToken);
}
