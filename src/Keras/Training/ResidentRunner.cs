using TensorFlow;

namespace Keras.Training;

/// <summary>Runs over samples held in memory.</summary>
internal sealed class ResidentRunner : BatchRunner
{
    private readonly DeviceTensor[] columns;
    private readonly int first;
    private readonly int count;
    private readonly int batchSize;
    private readonly int chunkBatches;
    private Tensor? order;
    private int position;
    private int resumedAt;

    /// <param name="functions">The model's functions.</param>
    /// <param name="spec">The step.</param>
    /// <param name="data">The samples.</param>
    /// <param name="range">The range of samples to use.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    public ResidentRunner(ModelFunctions functions, StepSpec spec, Batch data, Range range, int batchSize)
        : base(functions, spec)
    {
        if (data.X.Count > int.MaxValue)
            throw new ShapeException(
                $"Expected at most {int.MaxValue} samples in one dataset, got {data.X.Count}; use Dataset.FromBatches.");
        (first, count) = range.GetOffsetAndLength((int)data.X.Count);
        this.batchSize = batchSize;
        chunkBatches = BatchGroup.Length(Math.Max(1, count / batchSize), batchSize * data.Columns.Sum(c => c.Source.ByteLength / c.Count));
        columns = [.. data.Columns.Select(c => DeviceTensor.From(c.Source.Tensor))];
    }

    /// <summary>Whether all samples form one batch, which needs no loop.</summary>
    public bool AsOneBatch { get; init; }

    public override int? Steps => StepsPerEpoch ?? Batches;

    public override int? BatchSize => batchSize;

    public override int Start => BeginsAnew || StepsPerEpoch is null || order is null || position >= Batches ? 0 : position;

    private int Batches => (count / batchSize) + (count % batchSize > 0 ? 1 : 0);

    public override void ResumeAt(int start)
    {
        order?.Dispose();
        (order, resumedAt) = (null, StepsPerEpoch is not null && start > 0 && start < Batches ? start : 0);
    }

    public override IEnumerable<int> Run(Shuffle shuffle, Random random, Func<int> nextSteps, int done = 0)
    {
        RanOut = false;
        // With StepsPerEpoch, an epoch continues where the last one ended, until all samples were used.
        if (Start == 0)
        {
            order?.Dispose();
            (order, position, resumedAt) = (SampleOrder.Create(first, count, batchSize, shuffle, random), resumedAt, 0);
        }

        int start = position, end = (int)Math.Min(Batches, start + (long)(StepsPerEpoch ?? Batches));
        int begin = position = (int)Math.Min(end, start + (long)done);
        int full = AsOneBatch ? 0 : Math.Min(end, count / batchSize);
        if (full > begin)
            Functions.CheckBatch(batchSize);
        if (full < end && begin < end)
            Functions.CheckBatch(count - (full * batchSize));
        if (full > begin)
        {
            foreach (int reached in Functions.CompilesLoop(StepSpec, batchSize, chunkBatches)
                ? Chunks(order!, begin, full, nextSteps) : Loop(order!, begin, full, nextSteps))
            {
                position = reached;
                yield return reached - start;
            }
        }

        if (full < end && begin < end)
        {
            _ = nextSteps();
            CallRest(full, shuffle);
            position = end;
            yield return end - start;
        }

        RanOut = StepsPerEpoch is { } wanted && end - start < wanted;
    }

    public override void Dispose()
    {
        order?.Dispose();
        foreach (DeviceTensor column in columns)
            column.Dispose();
        base.Dispose();
    }

    // The samples after the full batches, as one batch.
    private void CallRest(int full, Shuffle shuffle)
    {
        int rest = count - (full * batchSize);
        if (AsOneBatch && shuffle == Shuffle.Off)
        {
            Call(Functions.Batch(StepSpec, rest, isLast: false), columns);
            return;
        }

        using DeviceTensors rows = Rows(order!, full * batchSize, rest, rest);
        Call(Functions.Batch(StepSpec, rest, isLast: !AsOneBatch && count >= batchSize), rows.Items);
    }

    // The ordinary kernels gather each batch from the columns.
    private IEnumerable<int> Loop(Tensor orderTensor, int start, int full, Func<int> nextSteps)
    {
        using DeviceTensor positions = DeviceTensor.From(orderTensor);
        for (int step = start; step < full;)
        {
            int end = Math.Min(full, step + nextSteps());
            CallLoop(Functions.LoopOverOrder(StepSpec, batchSize, full - start), step, end, [positions, .. columns]);
            step = end;
            yield return step;
        }
    }

    private DeviceTensors Rows(Tensor orderTensor, int from, int length, int padded) =>
        Functions.Gather(StepSpec, gather => RowGather.Rows(gather, orderTensor, from, length, padded, columns));

    // The samples of the next chunk are gathered while the loop over the current one runs.
    private IEnumerable<int> Chunks(Tensor orderTensor, int begin, int full, Func<int> nextSteps)
    {
        DeviceTensors Chunk(int start) =>
            Rows(orderTensor, start * batchSize, Math.Min(chunkBatches, full - start) * batchSize, chunkBatches * batchSize);
        Task<DeviceTensors> ready = Task.FromResult(Chunk(begin));
        try
        {
            for (int start = begin; start < full; start += chunkBatches)
            {
                using DeviceTensors chunk = ready.GetAwaiter().GetResult();
                int next = start + chunkBatches;
                ready = next < full ? Task.Run(() => Chunk(next)) : Task.FromResult(new DeviceTensors([]));
                int batches = Math.Min(chunkBatches, full - start);
                for (int step = 0; step < batches;)
                {
                    int end = Math.Min(batches, step + nextSteps());
                    CallLoop(Functions.LoopOverChunk(StepSpec, batchSize, chunkBatches), step, end, chunk.Items);
                    step = end;
                    yield return start + step;
                }
            }
        }
        finally
        {
            if (ready.Status != TaskStatus.Faulted)
                ready.GetAwaiter().GetResult().Dispose();
        }
    }
}
