namespace TensorFlow.Interop;

/// <summary>Owns a <c>TF_SessionOptions</c>.</summary>
internal sealed class SessionOptionsHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_SessionOptions");

    protected override void Release(nint native) => NativeMethods.TF_DeleteSessionOptions(native);
}
