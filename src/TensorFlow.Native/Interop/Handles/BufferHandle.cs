namespace TensorFlow.Interop;

/// <summary>Owns a <c>TF_Buffer</c>.</summary>
internal sealed class BufferHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_Buffer");

    protected override void Release(nint native) => NativeMethods.TF_DeleteBuffer(native);
}
