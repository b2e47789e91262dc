using System.Collections;

namespace Keras.Pipelines;

/// <summary>
/// The batches of a stream within one run. The first batch is looked at before the run begins, to check and build the model; the first
/// enumeration then goes on from there, so that a source is started once an epoch and not once more.
/// </summary>
internal sealed class OpenedBatches(IEnumerable<Batch> source) : IEnumerable<Batch>, IDisposable
{
    private IEnumerator<Batch>? opened;

    /// <summary>Opens the source and looks at its first batch.</summary>
    /// <exception cref="ArgumentException">The dataset has no batches.</exception>
    public Batch Peek()
    {
        opened ??= source.GetEnumerator();
        if (!opened.MoveNext())
            throw new ArgumentException("Expected a dataset of at least one batch, got an empty one; check what gives the batches.");
        return opened.Current;
    }

    public IEnumerator<Batch> GetEnumerator()
    {
        if (opened is not { } first)
            return source.GetEnumerator();
        opened = null;
        return GoOn(first);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        opened?.Dispose();
        opened = null;
    }

    private static IEnumerator<Batch> GoOn(IEnumerator<Batch> from)
    {
        using (from)
        {
            do
                yield return from.Current;
            while (from.MoveNext());
        }
    }
}
