using System.Runtime.ExceptionServices;

namespace TensorFlow.Kernels;

/// <summary>
/// The work of one call of a kernel in parts, which the calling thread and others take one after another. The caller waits for parts that
/// others have begun, never for a thread to come.
/// </summary>
internal abstract class SharedWork : IThreadPoolWorkItem
{
    // 30 µs of one thread; another comes after some 80 (measured on two processors).
    private const long Least = 2_000_000;

    private int next;
    private int done;
    private ExceptionDispatchInfo? failure;

    /// <summary>The number of threads that compute an operation.</summary>
    public static int Threads => Runtime.Options.Threads;

    /// <summary>The number of parts.</summary>
    protected int Parts { get; init; }

    /// <summary>Computes all parts.</summary>
    /// <param name="multiplications">The number of multiplications; other threads are called where they are many.</param>
    public void Run(long multiplications)
    {
        if (multiplications >= Least && Math.Min(Threads, Parts) is > 1 and int threads)
            KernelThreads.Call(this, threads - 1);
        Take();
        SpinWait spin = default;
        while (Volatile.Read(ref done) < Parts)
            spin.SpinOnce(sleep1Threshold: -1);
        failure?.Throw();
    }

    void IThreadPoolWorkItem.Execute() => Take();

    /// <summary>Computes one part; called for each of them once, at once on several threads.</summary>
    protected abstract void Compute(int part);

    private void Take()
    {
        while (Interlocked.Increment(ref next) - 1 is int part && part < Parts)
        {
            try
            {
                Compute(part);
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }

            _ = Interlocked.Increment(ref done);
        }
    }
}
