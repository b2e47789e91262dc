namespace TensorFlow.Interop;

/// <summary>Owns a <c>TFE_ContextOptions</c>.</summary>
internal sealed class ContextOptionsHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TFE_ContextOptions");

    protected override void Release(nint native) => NativeMethods.TFE_DeleteContextOptions(native);
}
