using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// The eager context of the process: it holds the devices, the registered functions and the variables. Short calls have a second one,
/// whose operations compute on one thread each.
/// </summary>
internal static class EagerContext
{
    private static readonly Lock Gate = new();
    private static volatile ContextHandle? current;
    private static volatile ContextHandle? singleThreaded;

    public static ContextHandle Handle => current ?? Create();

    /// <summary>
    /// The first CPU alone, with one thread for each operation. It shares tensors in host memory with the other context, but no resources.
    /// </summary>
    public static ContextHandle SingleThreaded => singleThreaded ?? CreateSingleThreaded();

    public static bool IsCreated => current is not null;

    /// <summary>Whether there is the second context already.</summary>
    public static bool HasSingleThreaded => singleThreaded is not null;

    private static ContextHandle Create()
    {
        lock (Gate)
            return current ??= CreateOnce(Runtime.Options.ToConfigProto());
    }

    private static ContextHandle CreateSingleThreaded()
    {
        // The devices of the process are those of the first context.
        _ = Handle;
        lock (Gate)
            return singleThreaded ??= CreateOnce(
                (Runtime.Options with { IntraOpThreads = 1, LogicalCpuDevices = 1 }).ToConfigProto(withGpus: false));
    }

    private static unsafe ContextHandle CreateOnce(byte[] config)
    {
        using StatusHandle status = new();
        using ContextOptionsHandle native = new(NativeMethods.TFE_NewContextOptions());
        const int silent = 2;
        NativeMethods.TFE_ContextOptionsSetDevicePlacementPolicy(native, silent);
        fixed (byte* bytes = config)
            NativeMethods.TFE_ContextOptionsSetConfig(native, bytes, (nuint)config.Length, status);
        status.ThrowIfError("configure the runtime");
        ContextHandle context = new(NativeMethods.TFE_NewContext(native, status));
        status.ThrowIfError("start the runtime");
        return context;
    }
}
