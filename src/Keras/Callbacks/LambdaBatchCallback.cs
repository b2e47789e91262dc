namespace Keras.Callbacks;

/// <summary>A callback of a function, called after each batch of training.</summary>
internal sealed class LambdaBatchCallback(Action<int, Logs> action) : Callback
{
    public override void OnTrainBatchEnd(int batch, Logs logs) => action(batch, logs);
}
