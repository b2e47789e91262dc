namespace TensorFlow.Interop;

/// <summary>Owns a <c>TFE_Context</c>.</summary>
internal sealed class ContextHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TFE_Context");

    protected override void Release(nint native) => NativeMethods.TFE_DeleteContext(native);
}
