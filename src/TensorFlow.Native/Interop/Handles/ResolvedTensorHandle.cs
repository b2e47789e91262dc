using Microsoft.Win32.SafeHandles;

namespace TensorFlow.Interop;

/// <summary>
/// Owns the <c>TF_Tensor</c> through which an output is read, one after another: calls that are made again and again need one handle for
/// all of them. Between two outputs it owns none.
/// </summary>
internal sealed unsafe class ResolvedTensorHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_Tensor");

    /// <summary>The elements' bytes, until <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Bytes =>
        new((void*)NativeMethods.TF_TensorDataRaw(handle), checked((int)NativeMethods.TF_TensorByteSize(handle)));

    /// <summary>Owns an output's tensor from now on.</summary>
    public void Resolve(nint output, StatusHandle status)
    {
        Clear();
        SetHandle(NativeMethods.TFE_TensorHandleResolveRaw(output, status));
        if (!IsInvalid)
            Counter.Increment();
    }

    /// <summary>Frees the tensor, if there is one.</summary>
    public void Clear()
    {
        if (IsInvalid)
            return;
        NativeMethods.TF_DeleteTensor(handle);
        SetHandle(0);
        Counter.Decrement();
    }

    protected override bool ReleaseHandle()
    {
        Clear();
        return true;
    }
}
