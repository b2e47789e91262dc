namespace TensorFlow.Interop;

/// <summary>Owns a <c>TFE_Op</c>.</summary>
internal sealed class EagerOperationHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TFE_Op");

    protected override void Release(nint native) => NativeMethods.TFE_DeleteOp(native);
}
