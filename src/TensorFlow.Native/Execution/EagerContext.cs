using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>The one eager context of the process: it holds the devices, the registered functions and the variables.</summary>
internal static class EagerContext
{
    private static readonly Lock Gate = new();
    private static volatile ContextHandle? current;

    public static ContextHandle Handle => current ?? Create();

    public static bool IsCreated => current is not null;

    private static ContextHandle Create()
    {
        lock (Gate)
            return current ??= CreateOnce();
    }

    private static unsafe ContextHandle CreateOnce()
    {
        RuntimeOptions options = Runtime.Options;
        using StatusHandle status = new();
        using ContextOptionsHandle native = new(NativeMethods.TFE_NewContextOptions());
        const int silent = 2;
        NativeMethods.TFE_ContextOptionsSetDevicePlacementPolicy(native, silent);
        byte[] config = options.ToConfigProto();
        fixed (byte* bytes = config)
            NativeMethods.TFE_ContextOptionsSetConfig(native, bytes, (nuint)config.Length, status);
        status.ThrowIfError("configure the runtime");
        ContextHandle context = new(NativeMethods.TFE_NewContext(native, status));
        status.ThrowIfError("start the runtime");
        return context;
    }
}
