using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>Owns a <c>TF_Status</c>; every call that takes one is followed by <see cref="ThrowIfError"/>.</summary>
internal sealed class StatusHandle() : NativeHandle(NativeMethods.TF_NewStatus(), Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_Status");

    /// <summary>Throws the typed exception of a failed call.</summary>
    /// <param name="doing">What was being done, to begin the sentence with: "add the function 'train'".</param>
    public void ThrowIfError(string doing)
    {
        StatusCode code = NativeMethods.TF_GetCode(this);
        if (code != StatusCode.Ok)
            throw TensorFlowException.Create(code, doing, Marshal.PtrToStringUTF8(NativeMethods.TF_Message(this)) ?? "");
    }

    protected override void Release(nint native) => NativeMethods.TF_DeleteStatus(native);
}
