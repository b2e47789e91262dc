namespace Keras.Training;

/// <summary>The number of batches in a chunk, which is one input of a native call.</summary>
internal static class BatchGroup
{
    private const long Bytes = 8L << 20;
    private const int MostBatches = 512;

    /// <summary>The largest number of batches in a chunk.</summary>
    /// <param name="batchBytes">The size of a batch in bytes.</param>
    public static int Capacity(long batchBytes) => (int)Math.Clamp(Bytes / Math.Max(1, batchBytes), 1, MostBatches);

    /// <summary>
    /// The number of batches in the chunks of an epoch: a power of two or the capacity, so that XLA, which compiles once for each length,
    /// sees few lengths.
    /// </summary>
    /// <param name="batches">The number of full batches in the epoch.</param>
    /// <param name="batchBytes">The size of a batch in bytes.</param>
    public static int Length(int batches, long batchBytes)
    {
        int capacity = Capacity(batchBytes);
        return batches >= capacity ? capacity : Math.Min(capacity, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)batches));
    }
}
