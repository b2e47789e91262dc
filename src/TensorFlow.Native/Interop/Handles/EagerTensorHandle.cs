namespace TensorFlow.Interop;

/// <summary>Owns a <c>TFE_TensorHandle</c>.</summary>
internal sealed class EagerTensorHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TFE_TensorHandle");
    private MemoryPressure pressure;

    /// <summary>Tells the garbage collector of native memory that lives as long as the handle: a variable's value.</summary>
    public void Holds(long bytes) => pressure.Add(bytes);

    /// <summary>Tells of the memory instead of that of a handle whose place this one takes.</summary>
    public void Holds(long bytes, EagerTensorHandle replaced)
    {
        pressure.TakeOver(ref replaced.pressure);
        pressure.Add(bytes);
    }

    protected override void Release(nint native)
    {
        NativeMethods.TFE_DeleteTensorHandle(native);
        pressure.Remove();
    }
}
