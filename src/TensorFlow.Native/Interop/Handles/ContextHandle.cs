namespace TensorFlow.Interop;

/// <summary>Owns a <c>TFE_Context</c>, which lives as long as the process.</summary>
internal sealed class ContextHandle(nint native) : NativeHandle(native, LiveObjectCounter.Ignored)
{
    protected override void Release(nint native) => NativeMethods.TFE_DeleteContext(native);
}
