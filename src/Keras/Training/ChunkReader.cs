using System.Collections.Concurrent;
using Keras.Pipelines;
using TensorFlow;

namespace Keras.Training;

/// <summary>Prefetches a stream: concatenates its batches into chunks on another thread, one chunk ahead of the native call.</summary>
internal sealed class ChunkReader : IDisposable
{
    private readonly BlockingCollection<Chunk> ready = new(boundedCapacity: 1);
    private readonly CancellationTokenSource stop = new();
    private readonly Task reading;
    private readonly DataChecks? checks;
    private readonly int mostBatches;
    private int done;
    private string? form;

    /// <param name="batches">The stream.</param>
    /// <param name="checks">Checks the class indices and sample weights of each chunk.</param>
    /// <param name="mostBatches">The largest number of batches in a chunk.</param>
    public ChunkReader(IEnumerable<Batch> batches, DataChecks? checks, int mostBatches = int.MaxValue)
    {
        this.checks = checks;
        this.mostBatches = mostBatches;
        reading = Task.Run(() => Read(batches));
    }

    /// <summary>The chunks in order.</summary>
    /// <exception cref="Exception">The exception of the stream.</exception>
    public IEnumerable<Chunk> Chunks()
    {
        foreach (Chunk chunk in ready.GetConsumingEnumerable())
        {
            using (chunk)
                yield return chunk;
        }

        reading.GetAwaiter().GetResult();
    }

    /// <summary>The number of batches of this size in a chunk.</summary>
    public static int Capacity(Batch batch) => BatchGroup.Capacity(batch.Columns.Sum(c => c.Source.ByteLength));

    public void Dispose()
    {
        stop.Cancel();
        try
        {
            reading.Wait();
        }
        catch (AggregateException)
        {
            // A reader of the chunks has received the exception; a reader that stopped early does not need it.
        }

        while (ready.TryTake(out Chunk? chunk))
            chunk.Dispose();
        ready.Dispose();
        stop.Dispose();
    }

    private int CapacityFor(Batch batch) => Math.Min(mostBatches, Capacity(batch));

    private void Read(IEnumerable<Batch> batches)
    {
        try
        {
            List<Batch> pending = [];
            foreach (Batch batch in batches)
            {
                if (stop.IsCancellationRequested)
                    return;
                batch.CheckRows();
                if (pending.Count > 0 && batch.X.Count != pending[0].X.Count)
                    Flush(pending);
                pending.Add(batch);
                if (pending.Count == CapacityFor(batch))
                    Flush(pending);
            }

            Flush(pending);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            ready.CompleteAdding();
        }
    }

    private void Flush(List<Batch> pending)
    {
        if (pending.Count == 0)
            return;
        int rows = checked((int)pending[0].X.Count);
        // A single batch of another size is not padded.
        int capacity = pending.Count == 1 ? 1 : CapacityFor(pending[0]);
        IReadOnlyList<Data>[] columns = [.. pending.Select(b => b.Columns)];
        RequireSameColumns(pending, columns);
        Tensor[] joined = new Tensor[columns[0].Count];
        try
        {
            for (int c = 0; c < joined.Length; c++)
                joined[c] = Join([.. columns.Select(column => column[c].Source.Tensor)], (long)rows * capacity);
            checks?.CheckBatches(joined, done, pending.Count, rows);
            done += pending.Count;
        }
        catch
        {
            foreach (Tensor? part in joined)
                part?.Dispose();
            throw;
        }

        Chunk chunk = new(joined, rows, pending.Count);
        foreach (Data column in pending.Where(b => b.IsTransient).SelectMany(b => b.Columns))
            column.Source.Free();
        pending.Clear();
        try
        {
            ready.Add(chunk, stop.Token);
        }
        catch
        {
            chunk.Dispose();
            throw;
        }
    }

    private void RequireSameColumns(List<Batch> pending, IReadOnlyList<Data>[] columns)
    {
        int count = columns[0].Count;
        if (Array.Find(columns, c => c.Count != count) is { } odd)
            throw new ShapeException(
                $"Batches of a dataset must be alike: expected {count} parts (inputs, targets, weights), got {odd.Count}.");
        form ??= pending[0].Form;
        if (pending.Find(b => b.Form != form) is { } other)
            throw new ShapeException($"Batches of a dataset must be alike: expected columns {form}, got {other.Form}.");
    }

    // A chunk that is not full is padded with zeros, which no step reads.
    private static Tensor Join(Tensor[] parts, long rows)
    {
        Tensor model = parts[0];
        RequireAlike(parts, model);
        if (model.DType == DType.String)
            return JoinStrings(parts, model.Shape[1..].Prepend(rows));
        using TensorBuilder builder = new(model.DType, model.Shape[1..].Prepend(rows));
        foreach (Tensor part in parts)
            builder.Append(part);
        return builder.ToTensor();
    }

    private static Tensor JoinStrings(Tensor[] parts, Shape shape)
    {
        string[] joined = new string[shape.ElementCount];
        Array.Fill(joined, "");
        int at = 0;
        foreach (Tensor part in parts)
        {
            string[] strings = part.ToStrings();
            strings.CopyTo(joined, at);
            at += strings.Length;
        }

        return Tensor.CreateStrings(joined, shape);
    }

    private static void RequireAlike(Tensor[] parts, Tensor model)
    {
        foreach (Tensor part in parts)
        {
            if (part.DType != model.DType || part.Shape != model.Shape)
                throw new ShapeException(
                    $"Batches of a dataset must be alike: expected {model.DType.StandardName} {model.Shape}, got {part.DType.StandardName} "
                    + $"{part.Shape}.");
        }
    }
}
