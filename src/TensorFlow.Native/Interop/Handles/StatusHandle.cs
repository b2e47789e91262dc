using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>Owns a <c>TF_Status</c>; every call that takes one is followed by <see cref="ThrowIfError(string)"/>.</summary>
internal sealed class StatusHandle() : NativeHandle(NativeMethods.TF_NewStatus(), Counter)
{
    private static readonly LiveObjectCounter Counter = LiveObjectCounter.For("TF_Status");

    /// <summary>Whether the last call failed.</summary>
    public bool Failed => Code != StatusCode.Ok;

    /// <summary>The status code of the last call.</summary>
    public StatusCode Code => NativeMethods.TF_GetCode(this);

    /// <summary>The message of the last call; empty on success.</summary>
    public string Message => Marshal.PtrToStringUTF8(NativeMethods.TF_Message(this)) ?? "";

    /// <summary>Throws the typed exception of a failed call.</summary>
    /// <param name="operation">The operation, which begins the sentence: "add the function 'train'".</param>
    public void ThrowIfError(string operation)
    {
        StatusCode code = Code;
        if (code != StatusCode.Ok)
            throw TensorFlowException.Create(code, operation, Message);
    }

    /// <inheritdoc cref="ThrowIfError(string)"/>
    public void ThrowIfError([InterpolatedStringHandlerArgument("")] FailureText operation)
    {
        if (Failed)
            ThrowIfError(operation.ToStringAndClear());
    }

    protected override void Release(nint native) => NativeMethods.TF_DeleteStatus(native);
}
