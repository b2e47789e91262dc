using TensorFlow;

namespace Keras;

/// <summary>Runs over rows that are held in memory as a whole.</summary>
internal sealed class ResidentRunner : BatchRunner
{
    private readonly DeviceTensor[] columns;
    private readonly long rows;
    private readonly int first;
    private readonly int count;
    private readonly int batchSize;

    /// <param name="programs">The model's programs.</param>
    /// <param name="job">What they do.</param>
    /// <param name="data">The rows.</param>
    /// <param name="range">Which of them.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    public ResidentRunner(ModelPrograms programs, Job job, Batch data, Range range, int batchSize)
        : base(programs, job)
    {
        rows = data.X.Count;
        (first, count) = range.GetOffsetAndLength(checked((int)rows));
        this.batchSize = batchSize;
        columns = [.. data.Columns.Select(c => DeviceTensor.From(c.Source))];
    }

    /// <summary>Whether all rows are one batch, which is not worth a loop.</summary>
    public bool AsOneBatch { get; init; }

    public override int? Steps => (count + batchSize - 1) / batchSize;

    public override IEnumerable<int> Run(Shuffle shuffle, Random random, Func<int> nextSteps)
    {
        using Tensor orderTensor = RowOrder.Create(first, count, batchSize, shuffle, random);
        using DeviceTensor order = DeviceTensor.From(orderTensor);
        int full = AsOneBatch ? 0 : count / batchSize;
        for (int step = 0; step < full;)
        {
            int end = Math.Min(full, step + nextSteps());
            CallLoop(Programs.Loop(Job, rows, count, batchSize), step, end, order, columns);
            step = end;
            yield return step;
        }

        int rest = count - (full * batchSize);
        if (rest == 0)
            yield break;
        _ = nextSteps();
        Call(Programs.Batch(Job, rows, count, rest), [order, .. columns]);
        yield return full + 1;
    }

    public override void Dispose()
    {
        foreach (DeviceTensor column in columns)
            column.Dispose();
        base.Dispose();
    }
}
