namespace Keras.Pipelines;

/// <summary>A stream of batches, enumerated again in each epoch.</summary>
internal sealed class BatchDataset(IEnumerable<Batch> batches, BatchTransform[] transforms) : Dataset(transforms)
{
    /// <summary>The batches, each checked as it is read.</summary>
    /// <exception cref="ShapeException">A batch is empty, or its columns have different numbers of samples; the message names the
    /// batch.</exception>
    public IEnumerable<Batch> Batches
    {
        get
        {
            int number = 0;
            foreach (Batch batch in batches)
                yield return Checked(batch, number++);
        }
    }

    public override string ToString() => "a stream of batches";

    private protected override Dataset With(BatchTransform transform) => new BatchDataset(batches, [.. Transforms, transform]);

    private static Batch Checked(Batch batch, int number)
    {
        if (batch is null)
            throw new ArgumentException($"Batch {number} of the dataset is null; leave it out.");
        if (batch.X.Columns.Any() && batch.X.Count == 0)
            throw new ShapeException($"Batch {number} of the dataset is empty, got inputs of shape {RawShapes(batch.X)}; leave it out.");
        batch.CheckRows($"Batch {number} of the dataset: ");
        return batch;
    }

    private static string RawShapes(Data x) => x.IsColumn ? x.Source.Shape.ToString() : x.RawForm;
}
