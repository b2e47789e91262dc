using TensorFlow;

namespace Keras.Training;

/// <summary>The order of the samples in an epoch.</summary>
internal static class SampleOrder
{
    /// <summary>Creates an order: the positions of the samples, int32.</summary>
    /// <param name="first">The position of the first sample.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="shuffle">The shuffling.</param>
    /// <param name="random">The random number generator of the shuffling.</param>
    public static Tensor Create(int first, int count, int batchSize, Shuffle shuffle, Random random) =>
        Tensor.Create<int, (int First, int BatchSize, Shuffle Shuffle, Random Random)>(
            [count], (first, batchSize, shuffle, random), static (order, state) =>
        {
            for (int i = 0; i < order.Length; i++)
                order[i] = state.First + i;
            if (state.Shuffle == Shuffle.Rows)
                state.Random.Shuffle(order);
            else if (state.Shuffle == Shuffle.Batches)
                ShuffleBatches(order, state.BatchSize, state.Random);
        });

    // Keras's "batch" mode on TensorFlow: batches keep their order, and samples are shuffled within each, also within the partial one.
    private static void ShuffleBatches(Span<int> order, int batchSize, Random random)
    {
        for (int start = 0; start < order.Length; start += batchSize)
            random.Shuffle(order.Slice(start, Math.Min(batchSize, order.Length - start)));
    }
}
