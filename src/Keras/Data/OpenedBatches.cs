using System.Collections;

namespace Keras.Pipelines;

/// <summary>
/// The batches of a stream within one run. The first batch is read before the run begins, to check and build the model; the first
/// enumeration then continues from it, so that the source is started only once in each epoch.
/// </summary>
internal sealed class OpenedBatches(IEnumerable<Batch> source) : IEnumerable<Batch>, IDisposable
{
    private IEnumerator<Batch>? opened;

    /// <summary>Opens the source and reads its first batch.</summary>
    /// <exception cref="ArgumentException">The dataset has no batches.</exception>
    public Batch Peek()
    {
        opened ??= source.GetEnumerator();
        if (!opened.MoveNext())
            throw new ArgumentException("Expected a dataset of at least one batch, got an empty one; check the source of the batches.");
        return opened.Current;
    }

    public IEnumerator<Batch> GetEnumerator()
    {
        if (opened is not { } first)
            return source.GetEnumerator();
        opened = null;
        return Continue(first);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        opened?.Dispose();
        opened = null;
    }

    private static IEnumerator<Batch> Continue(IEnumerator<Batch> from)
    {
        using (from)
        {
            do
                yield return from.Current;
            while (from.MoveNext());
        }
    }
}
