using Keras.Pipelines;

namespace Keras.Training;

/// <summary>The data of one run: samples held in memory, or a stream that the run opens.</summary>
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

    /// <summary>All samples in memory, or the first batch of a stream.</summary>
    public Batch Example { get; }

    public bool IsResident => resident is not null;

    public BatchTransform[] Transforms { get; }

    /// <summary>Creates the runner over the data.</summary>
    /// <param name="functions">The model's functions.</param>
    /// <param name="spec">The step.</param>
    /// <param name="range">The range of samples to use, if they are in memory.</param>
    /// <param name="batchSize">The number of samples in a batch, if they are in memory; null for Keras's default.</param>
    /// <param name="steps">The number of batches in an epoch; null for all.</param>
    /// <param name="beginsAnew">Whether each epoch of that many batches begins with the first batch.</param>
    public BatchRunner Runner(
        ModelFunctions functions, StepSpec spec, Range range, int? batchSize, int? steps = null, bool beginsAnew = false)
    {
        if (stream is not null)
            return new StreamRunner(functions, spec, stream, checks) { StepsPerEpoch = steps, BeginsAnew = beginsAnew };
        int size = batchSize ?? BatchSizes.For(range.GetOffsetAndLength(checked((int)Example.X.Count)).Length, steps);
        return new ResidentRunner(functions, spec, Example, range, size) { StepsPerEpoch = steps, BeginsAnew = beginsAnew };
    }

    /// <summary>Checks class indices and weights: of samples in memory now, of a stream as its batches are read.</summary>
    /// <param name="needed">The checks, which are disposed with the data.</param>
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
