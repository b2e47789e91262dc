namespace TensorFlow.Interop;

/// <summary>Owns a <c>TF_Function</c>.</summary>
internal sealed class FunctionHandle(nint native) : NativeHandle(native, Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_Function");

    protected override void Release(nint native) => NativeMethods.TF_DeleteFunction(native);
}
