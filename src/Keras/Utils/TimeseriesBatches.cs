using System.Collections;
using TensorFlow;

namespace Keras;

/// <summary>The batches of sequences of a time series, cut anew each epoch.</summary>
/// <param name="data">The time steps.</param>
/// <param name="targets">A target for each time step at which a sequence begins; null for none.</param>
/// <param name="starts">The time steps at which sequences begin.</param>
/// <param name="length">The number of time steps in a sequence.</param>
/// <param name="rate">The distance of the time steps in a sequence.</param>
/// <param name="batchSize">The number of sequences in a batch.</param>
internal sealed class TimeseriesBatches(Data data, Data? targets, int[] starts, int length, int rate, int batchSize)
    : IReadOnlyCollection<Batch>
{
    /// <summary>What orders the sequences of each epoch; null for the order of time.</summary>
    public Random? Order { get; init; }

    public int Count => (starts.Length + batchSize - 1) / batchSize;

    public IEnumerator<Batch> GetEnumerator()
    {
        int[] order = [.. starts];
        if (Order is not null)
        {
            lock (Order)
                Order.Shuffle(order);
        }

        using Tensor steps = Values(data);
        using Tensor? labels = targets is null ? null : Values(targets);
        foreach (int[] batch in order.Chunk(batchSize))
            yield return new(Sequences(steps, batch), labels is null ? null : (Data)Rows(labels, batch)) { IsTransient = true };
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Tensor Values(Data column)
    {
        if (column.Transforms.Length > 0)
            return column.ToTensor();
        using IDisposable use = column.Source.Use();
        return column.Source.Tensor.Share();
    }

    private Tensor Sequences(Tensor steps, int[] batch)
    {
        using TensorBuilder builder = new(steps.DType, [batch.Length, length, .. steps.Shape[1..]]);
        foreach (int start in batch)
        {
            if (rate == 1)
                Append(builder, steps, start, length);
            for (int step = 0; rate > 1 && step < length; step++)
                Append(builder, steps, start + (step * rate), 1);
        }

        return builder.ToTensor();
    }

    private static Tensor Rows(Tensor labels, int[] batch)
    {
        using TensorBuilder builder = new(labels.DType, [batch.Length, .. labels.Shape[1..]]);
        foreach (int row in batch)
            Append(builder, labels, row, 1);
        return builder.ToTensor();
    }

    private static void Append(TensorBuilder builder, Tensor tensor, int first, int count)
    {
        using Tensor rows = tensor[first..(first + count)];
        builder.Append(rows);
    }
}
