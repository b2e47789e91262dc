namespace TensorFlow.Interop;

/// <summary>Owns a <c>TFE_CancellationManager</c>.</summary>
internal sealed class CancellationManagerHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TFE_CancellationManager");

    protected override void Release(nint native) => NativeMethods.TFE_DeleteCancellationManager(native);
}
