namespace TensorFlow.Interop;

/// <summary>Owns a <c>TF_Session</c>. (The library keeps the session's graph as long as the session.)</summary>
internal sealed class SessionHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_Session");

    protected override void Release(nint native)
    {
        // Nobody could act on a failure here, and deleting frees the session in any case.
        using StatusHandle status = new();
        NativeMethods.TF_CloseSession(native, status);
        NativeMethods.TF_DeleteSession(native, status);
    }
}
