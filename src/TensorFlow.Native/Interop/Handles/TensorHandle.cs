namespace TensorFlow.Interop;

/// <summary>Owns a <c>TF_Tensor</c>, and tells the garbage collector of the native memory behind it.</summary>
internal sealed class TensorHandle : NativeHandle
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_Tensor");
    private MemoryPressure pressure;

    public TensorHandle(nint native, bool ownsMemory = true)
        : base(native, Counter)
    {
        if (ownsMemory && native != 0)
            pressure.Add((long)NativeMethods.TF_TensorByteSize(native));
    }

    protected override void Release(nint native)
    {
        NativeMethods.TF_DeleteTensor(native);
        pressure.Remove();
    }
}
