namespace Keras.CustomParts;

/// <summary>A callback that begins training with a later epoch, and counts batches if it is asked to.</summary>
public sealed class LateStart(int epoch, bool countsBatches) : Callback
{
    public int Batches { get; private set; }

    protected override bool WatchesTrainBatches => countsBatches;

    protected override FitOptions Resume(Model fitted, FitOptions options, History history)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { InitialEpoch = epoch };
    }

    public override void OnTrainBatchEnd(int batch, Logs logs) => Batches++;
}
