using Keras.Pipelines;

namespace Keras.Training;

/// <summary>The data of one run: samples held in memory, or a stream that is opened by it.</summary>
internal sealed class RunData : IDisposable
{
    private readonly TensorDataset? resident;
    private readonly OpenedBatches? stream;
    private readonly IDisposable[] uses;
    private DataChecks? checks;

    public RunData(Dataset data)
    {
        Transforms = data.Transforms;
        resident = data as TensorDataset;
        uses = [.. resident?.Rows.Columns.Select(c => c.Source.Use()) ?? []];
        stream = data is BatchDataset batches ? new(batches.Batches) : null;
        Example = resident?.Rows ?? stream?.Peek() ?? throw new ArgumentException($"Unknown dataset {data.GetType()}.", nameof(data));
    }

    /// <summary>Samples like those of the whole run.</summary>
    public Batch Example { get; }

    public bool IsResident => resident is not null;

    public BatchTransform[] Transforms { get; }

    /// <summary>The data of a run.</summary>
    /// <param name="programs">The model's programs.</param>
    /// <param name="job">The job.</param>
    /// <param name="range">Which of the samples held in memory.</param>
    /// <param name="batchSize">Samples of a batch, where they are held in memory; null for Keras's choice.</param>
    /// <param name="steps">The batches of an epoch; null for all.</param>
    /// <param name="beginsAnew">Whether each epoch of so many batches begins with the first.</param>
    public BatchRunner Runner(ModelPrograms programs, StepSpec job, Range range, int? batchSize, int? steps = null, bool beginsAnew = false)
    {
        if (stream is not null)
            return new StreamRunner(programs, job, stream, checks) { StepsPerEpoch = steps, BeginsAnew = beginsAnew };
        int size = batchSize ?? BatchSizes.For(range.GetOffsetAndLength(checked((int)Example.X.Count)).Length, steps);
        return new ResidentRunner(programs, job, Example, range, size) { StepsPerEpoch = steps, BeginsAnew = beginsAnew };
    }

    /// <summary>Has class indices and weights checked: those of samples in memory now, those of a stream as they come.</summary>
    /// <param name="needed">The checks; disposed of with the data.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class index is out of range, or a weight is not finite.</exception>
    public void Check(DataChecks needed)
    {
        checks?.Dispose();
        checks = needed;
        if (IsResident)
            needed.CheckRows([.. Example.Columns.Select(c => c.Source.Tensor)]);
    }

    public void Dispose()
    {
        checks?.Dispose();
        stream?.Dispose();
        foreach (IDisposable use in uses)
            use.Dispose();
    }
}
