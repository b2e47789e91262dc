namespace Keras.Callbacks;

/// <summary>Counts batches of training up to the number after which a callback saves.</summary>
internal sealed class BatchInterval
{
    private int batches;

    /// <summary>The last batch of the epoch that was counted; -1 before the first.</summary>
    public int LastBatch { get; private set; } = -1;

    /// <summary>Begins training.</summary>
    public void Restart() => (batches, LastBatch) = (0, -1);

    /// <summary>Begins an epoch with a batch, from 0.</summary>
    public void BeginEpoch(int firstBatch) => LastBatch = firstBatch - 1;

    /// <summary>Counts the batches up to one, and begins anew where there are as many as the frequency.</summary>
    /// <param name="frequency">The number of batches; null where none is to be reached.</param>
    /// <param name="batch">The batch, from 0.</param>
    public bool Reaches(int? frequency, int batch)
    {
        if (frequency is not { } most)
            return false;
        batches += batch - LastBatch;
        LastBatch = batch;
        if (batches < most)
            return false;
        batches = 0;
        return true;
    }
}
