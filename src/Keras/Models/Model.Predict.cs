using TensorFlow;

namespace Keras;

/// <content>Prediction: safe on any thread, also while the model is trained on another.</content>
public partial class Model
{
    private readonly PredictPrograms prediction;

    /// <summary>A model.</summary>
    protected Model()
    {
        prediction = new(this);
        ownOptimizers = new();
    }

    /// <summary>Computes the outputs for rows of inputs.</summary>
    /// <param name="x">The inputs, rows first.</param>
    /// <param name="batchSize">Rows computed at a time; 32 by default.</param>
    /// <param name="callbacks">What is called while it runs.</param>
    /// <param name="cancellationToken">Ends it before the next batch.</param>
    /// <returns>The outputs, as many rows.</returns>
    /// <exception cref="ShapeException">The inputs do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Tensor Predict(Data x, int batchSize = 32, IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Required.Rows("Predict", "inputs", x);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Required.Items("Predict", "a callback", callbacks);
        x.CheckLabels("Predict");
        return prediction.Run(x, batchSize, callbacks ?? [], cancellationToken);
    }

    /// <summary>Computes the outputs for one batch.</summary>
    /// <param name="x">The inputs, rows first.</param>
    /// <returns>The outputs, as many rows.</returns>
    /// <exception cref="ShapeException">The inputs do not fit the model.</exception>
    public Tensor PredictOnBatch(Data x)
    {
        Required.Rows("PredictOnBatch", "inputs", x);
        return Predict(x, checked((int)Math.Max(1, x.Count)));
    }

    /// <summary>Prepares prediction for a request path: compiled once, no managed allocation a call, on any thread.</summary>
    /// <param name="batchSize">Rows of a call; 1 by default.</param>
    /// <param name="freeze">
    /// Whether the values that the weights have now are used at every call, whatever training does later; false by default. Freezing anew compiles nothing.
    /// </param>
    /// <exception cref="InvalidOperationException">The shape of the inputs is not known yet.</exception>
    /// <exception cref="ArgumentException">A call would take or give more numbers than an array can have.</exception>
    public Predictor CreatePredictor(int batchSize = 1, bool freeze = false)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Shape shape = BuildShape ?? throw new InvalidOperationException($"The model '{Name}' does not know its inputs' shape yet; give the first layer an InputShape, or call BuildModel.");
        return new Predictor(this, shape[1..].Prepend(batchSize), freeze);
    }

    private protected void ReleasePrediction() => prediction.Dispose();
}
