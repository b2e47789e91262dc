namespace Keras.Training;

/// <summary>The number of batches of a native call.</summary>
internal static class BatchGroup
{
    private const long Bytes = 8L << 20;
    private const int MostBatches = 512;

    /// <summary>The largest number of batches of so many bytes that are joined.</summary>
    public static int Capacity(long batchBytes) => (int)Math.Clamp(Bytes / Math.Max(1, batchBytes), 1, MostBatches);

    /// <summary>
    /// The length, in batches, of the chunks of an epoch: a power of two or the capacity, so that epochs of any length lead to few lengths,
    /// for each of which XLA compiles once.
    /// </summary>
    /// <param name="batches">The full batches of the epoch.</param>
    /// <param name="batchBytes">Bytes of a batch.</param>
    public static int Length(int batches, long batchBytes)
    {
        int capacity = Capacity(batchBytes);
        return batches >= capacity ? capacity : Math.Min(capacity, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)batches));
    }
}
