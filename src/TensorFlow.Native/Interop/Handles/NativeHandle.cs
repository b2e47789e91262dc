using Microsoft.Win32.SafeHandles;

namespace TensorFlow.Interop;

/// <summary>Owns one native object and counts it while it lives, so that a leak can be named.</summary>
internal abstract class NativeHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly LiveObjectCounter counter;

    protected NativeHandle(nint native, LiveObjectCounter counter)
        : base(ownsHandle: true)
    {
        this.counter = counter;
        SetHandle(native);
        if (!IsInvalid)
            counter.Increment();
    }

    protected abstract void Release(nint native);

    protected sealed override bool ReleaseHandle()
    {
        Release(handle);
        counter.Decrement();
        return true;
    }
}
