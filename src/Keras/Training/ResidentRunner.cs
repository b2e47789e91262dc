using TensorFlow;

namespace Keras;

/// <summary>Runs over rows that are held in memory as a whole.</summary>
internal sealed class ResidentRunner : BatchRunner
{
    private readonly DeviceTensor[] columns;
    private readonly int first;
    private readonly int count;
    private readonly int batchSize;
    private readonly int chunkBatches;

    /// <param name="programs">The model's programs.</param>
    /// <param name="job">What they do.</param>
    /// <param name="data">The rows.</param>
    /// <param name="range">Which of them.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    public ResidentRunner(ModelPrograms programs, Job job, Batch data, Range range, int batchSize)
        : base(programs, job)
    {
        if (data.X.Count > int.MaxValue)
            throw new ShapeException($"Expected at most {int.MaxValue} rows in one dataset, got {data.X.Count}; give Dataset.FromBatches parts of them.");
        (first, count) = range.GetOffsetAndLength((int)data.X.Count);
        this.batchSize = batchSize;
        chunkBatches = BatchGroup.Length(Math.Max(1, count / batchSize), batchSize * data.Columns.Sum(c => c.Source.ByteLength / c.Count));
        columns = [.. data.Columns.Select(c => DeviceTensor.From(c.Source.Tensor))];
    }

    /// <summary>Whether all rows are one batch, which is not worth a loop.</summary>
    public bool AsOneBatch { get; init; }

    public override int? Steps => (count / batchSize) + (count % batchSize > 0 ? 1 : 0);

    public override IEnumerable<int> Run(Shuffle shuffle, Random random, Func<int> nextSteps)
    {
        using Tensor order = RowOrder.Create(first, count, batchSize, shuffle, random);
        int full = AsOneBatch ? 0 : count / batchSize;
        if (full > 0)
        {
            foreach (int done in Programs.CompilesLoop(Job, batchSize) ? Chunks(order, full, nextSteps) : Loop(order, full, nextSteps))
                yield return done;
        }

        int rest = count - (full * batchSize);
        if (rest == 0)
            yield break;
        _ = nextSteps();
        if (AsOneBatch && shuffle == Shuffle.Off)
        {
            Call(Programs.Batch(Job, rest, isLast: false), columns);
        }
        else
        {
            using DeviceTensors rows = Rows(order, full * batchSize, rest, rest);
            Call(Programs.Batch(Job, rest, isLast: full > 0), rows.Items);
        }

        yield return full + 1;
    }

    public override void Dispose()
    {
        foreach (DeviceTensor column in columns)
            column.Dispose();
        base.Dispose();
    }

    // The ordinary kernels cut each batch out of the columns.
    private IEnumerable<int> Loop(Tensor orderTensor, int full, Func<int> nextSteps)
    {
        using DeviceTensor order = DeviceTensor.From(orderTensor);
        for (int step = 0; step < full;)
        {
            int end = Math.Min(full, step + nextSteps());
            CallLoop(Programs.LoopOverOrder(Job, batchSize), step, end, [order, .. columns]);
            step = end;
            yield return step;
        }
    }

    private DeviceTensors Rows(Tensor order, int from, int length, int padded) =>
        RowGather.Rows(Programs.Gather(Job), order, from, length, padded, columns);

    private IEnumerable<int> Chunks(Tensor order, int full, Func<int> nextSteps)
    {
        for (int start = 0; start < full; start += chunkBatches)
        {
            int batches = Math.Min(chunkBatches, full - start);
            using DeviceTensors chunk = Rows(order, start * batchSize, batches * batchSize, chunkBatches * batchSize);
            for (int step = 0; step < batches;)
            {
                int end = Math.Min(batches, step + nextSteps());
                CallLoop(Programs.LoopOverChunk(Job, batchSize, chunkBatches), step, end, chunk.Items);
                step = end;
                yield return start + step;
            }
        }
    }
}
