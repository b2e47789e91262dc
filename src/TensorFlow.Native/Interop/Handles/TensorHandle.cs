namespace TensorFlow.Interop;

/// <summary>Owns a <c>TF_Tensor</c>, and tells the garbage collector of the native memory behind it.</summary>
internal sealed class TensorHandle : NativeHandle
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_Tensor");
    private readonly long pressure;

    public TensorHandle(nint native, bool ownsMemory = true)
        : base(native, Counter)
    {
        const long worthTelling = 64 * 1024;
        long bytes = ownsMemory && native != 0 ? (long)NativeMethods.TF_TensorByteSize(native) : 0;
        if (bytes < worthTelling)
            return;
        pressure = bytes;
        GC.AddMemoryPressure(bytes);
    }

    protected override void Release(nint native)
    {
        NativeMethods.TF_DeleteTensor(native);
        if (pressure != 0)
            GC.RemoveMemoryPressure(pressure);
    }
}
