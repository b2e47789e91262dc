namespace Keras;

/// <summary>Batches that come one after another.</summary>
internal sealed class BatchDataset(Func<IEnumerable<Batch>> batches, BatchTransform[] transforms) : Dataset(transforms)
{
    public IEnumerable<Batch> Batches => batches();

    private protected override Dataset With(BatchTransform transform) => new BatchDataset(batches, [.. Transforms, transform]);
}
