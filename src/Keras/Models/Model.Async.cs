using TensorFlow;

namespace Keras;

/// <content>Evaluation and prediction in the background.</content>
public partial class Model
{
    /// <summary>Evaluates the model on samples held in memory, on a thread of the pool.</summary>
    /// <inheritdoc cref="Evaluate(Data, Data, int, Data, IReadOnlyList{Callback}, Verbosity, CancellationToken)"/>
    public Task<Evaluation> EvaluateAsync(
        Data x,
        Data y,
        int batchSize = 32,
        Data? sampleWeight = null,
        IReadOnlyList<Callback>? callbacks = null,
        Verbosity verbose = Verbosity.ProgressBar,
        CancellationToken cancellationToken = default) =>
        Task.Run(() => Evaluate(x, y, batchSize, sampleWeight, callbacks, verbose, cancellationToken), cancellationToken);

    /// <summary>Evaluates the model on a dataset, on a thread of the pool.</summary>
    /// <inheritdoc cref="Evaluate(Dataset, int, IReadOnlyList{Callback}, Verbosity, CancellationToken)"/>
    public Task<Evaluation> EvaluateAsync(
        Dataset data,
        int batchSize = 32,
        IReadOnlyList<Callback>? callbacks = null,
        Verbosity verbose = Verbosity.ProgressBar,
        CancellationToken cancellationToken = default) =>
        Task.Run(() => Evaluate(data, batchSize, callbacks, verbose, cancellationToken), cancellationToken);

    /// <summary>Computes the outputs for samples held in memory, on a thread of the pool.</summary>
    /// <inheritdoc cref="Predict(Data, int, IReadOnlyList{Callback}, CancellationToken)"/>
    public Task<Tensor> PredictAsync(
        Data x, int batchSize = 32, IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Predict(x, batchSize, callbacks, cancellationToken), cancellationToken);

    /// <summary>Computes the outputs for the inputs of a dataset, on a thread of the pool.</summary>
    /// <inheritdoc cref="Predict(Dataset, int, IReadOnlyList{Callback}, CancellationToken)"/>
    public Task<Tensor> PredictAsync(
        Dataset data, int batchSize = 32, IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Predict(data, batchSize, callbacks, cancellationToken), cancellationToken);
}
