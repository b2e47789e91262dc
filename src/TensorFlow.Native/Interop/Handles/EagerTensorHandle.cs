namespace TensorFlow.Interop;

/// <summary>Owns a <c>TFE_TensorHandle</c>.</summary>
internal sealed class EagerTensorHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TFE_TensorHandle");

    protected override void Release(nint native) => NativeMethods.TFE_DeleteTensorHandle(native);
}
