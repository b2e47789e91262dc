using TensorFlow;

namespace Keras;

/// <content>Prediction for datasets.</content>
public partial class Model
{
    /// <summary>Computes the outputs for the inputs of a dataset; its targets and weights are not used.</summary>
    /// <param name="data">Samples held in memory, or a stream of batches.</param>
    /// <param name="batchSize">Samples per batch. Default: 32. A stream has its own batches.</param>
    /// <param name="callbacks">Callbacks of the prediction.</param>
    /// <param name="cancellationToken">Ends the prediction before the next batch.</param>
    /// <returns>The outputs of all samples, in order.</returns>
    /// <exception cref="ShapeException">The inputs do not fit the model.</exception>
    /// <exception cref="ArgumentException">The dataset has no batches.</exception>
    /// <exception cref="OperationCanceledException">The prediction was cancelled.</exception>
    public Tensor Predict(Dataset data, int batchSize = 32, IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Required.Rows("Predict", "data", data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Required.Items("Predict", "a callback", callbacks);
        if (data is BatchDataset stream)
            return DatasetPrediction.Run(x => PredictOnBatch(x), this, stream, callbacks ?? [], cancellationToken);
        return DatasetPrediction.Predict(x => Predict(x, batchSize, callbacks, cancellationToken), ((TensorDataset)data).Rows, data.Transforms);
    }
}
