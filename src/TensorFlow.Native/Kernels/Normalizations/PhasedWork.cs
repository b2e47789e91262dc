namespace TensorFlow.Kernels.Normalizations;

/// <summary>
/// Work in two passes over rows: the first one gathers sums, the second one needs those of all rows. Threads are called once for both:
/// whoever takes a part of the second pass waits until those that others have begun of the first one are done.
/// </summary>
internal abstract unsafe class PhasedWork : SharedWork
{
    // An element is read and written in the time of as many multiplications.
    private const int MultiplicationsPerElement = 10;

    private int gathered;
    private bool isCombined;

    protected PhasedWork(RowParts rows)
    {
        Rows = rows;
        Parts = 2 * rows.Count;
    }

    /// <summary>The rows.</summary>
    protected RowParts Rows { get; }

    /// <summary>Computes both passes.</summary>
    public void Run() => Run((long)MultiplicationsPerElement * Rows.Rows * Rows.Channels);

    protected sealed override void Compute(int part)
    {
        if (part < Rows.Count)
        {
            try
            {
                Gather(part, Rows.FirstOf(part), Rows.FirstOf(part + 1));
            }
            finally
            {
                if (Interlocked.Increment(ref gathered) == Rows.Count)
                {
                    Combine();
                    Volatile.Write(ref isCombined, true);
                }
            }

            return;
        }

        SpinWait spin = default;
        while (!Volatile.Read(ref isCombined))
            spin.SpinOnce(sleep1Threshold: -1);
        // Backwards: the caches hold what was read last.
        int last = (2 * Rows.Count) - 1 - part;
        Apply(Rows.FirstOf(last), Rows.FirstOf(last + 1));
    }

    /// <summary>Gathers the sums of a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="first">Its first row.</param>
    /// <param name="end">The row behind its last one.</param>
    protected abstract void Gather(int part, int first, int end);

    /// <summary>Combines the sums of all parts, in their order.</summary>
    protected abstract void Combine();

    /// <summary>Computes the results of rows.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row behind the last one.</param>
    protected abstract void Apply(int first, int end);
}
