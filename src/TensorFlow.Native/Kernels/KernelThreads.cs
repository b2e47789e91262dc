using TensorFlow.Interop;

namespace TensorFlow.Kernels;

/// <summary>
/// The threads that help with kernels. On a machine of few processors there is one pinned to each, and a kernel calls those of the other
/// processors: a free thread that the system wakes on the caller's processor, because the runtime's own threads spin on the others for
/// some 0.2 ms after each operation, would wait there until the caller has done all by itself (1.5 ms later, measured on two processors).
/// </summary>
internal sealed class KernelThreads
{
    private const int MostPinned = 16;

    private static readonly Lazy<KernelThreads?> Pinned = new(Start);

    private readonly Helper[] helpers;
    private int next;

    private KernelThreads(int[] processors) => helpers = [.. processors.Select(p => new Helper(p))];

    /// <summary>Calls helpers, which come when they can.</summary>
    /// <param name="work">The work.</param>
    /// <param name="count">The number of helpers that are wanted.</param>
    public static void Call(SharedWork work, int count)
    {
        if (Pinned.Value is { } pinned)
        {
            pinned.CallPinned(work, count);
            return;
        }

        for (; count > 0; count--)
            _ = ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
    }

    // Where the process may use a part of the processors' time only, the system chooses which of them.
    private static KernelThreads? Start()
    {
        int[] processors = ProcessorAffinity.Allowed();
        return processors.Length is > 1 and <= MostPinned && processors.Length == Environment.ProcessorCount
            && SharedWork.Threads >= processors.Length ? new(processors) : null;
    }

    private void CallPinned(SharedWork work, int count)
    {
        int current = ProcessorAffinity.Current(), first = Interlocked.Increment(ref next);
        for (int i = 0; i < helpers.Length && count > 0; i++)
        {
            Helper helper = helpers[(uint)(first + i) % (uint)helpers.Length];
            if (helper.Processor == current)
                continue;
            helper.Call(work);
            count--;
        }
    }

    /// <summary>A thread pinned to a processor.</summary>
    private sealed class Helper
    {
        private readonly object gate = new();
        private IThreadPoolWorkItem? work;

        public Helper(int processor)
        {
            Processor = processor;
            new Thread(Help) { IsBackground = true, Name = $"Kernels {processor}" }.UnsafeStart();
        }

        public int Processor { get; }

        // A later call takes the place of one that was not heard yet.
        public void Call(IThreadPoolWorkItem called)
        {
            lock (gate)
            {
                work = called;
                Monitor.Pulse(gate);
            }
        }

        private void Help()
        {
            ProcessorAffinity.Pin(Processor);
            TimeSlice.Shorten();
            while (true)
                Wait().Execute();
        }

        private IThreadPoolWorkItem Wait()
        {
            lock (gate)
            {
                while (work is null)
                    _ = Monitor.Wait(gate);
                (IThreadPoolWorkItem called, work) = (work, null);
                return called;
            }
        }
    }
}
