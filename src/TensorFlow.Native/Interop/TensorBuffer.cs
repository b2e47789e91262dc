using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>The layout of <c>TF_Buffer</c>: bytes that the library hands out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorBuffer
{
    public byte* Data;
    public nuint Length;
    public nint Deallocator;

    /// <summary>A copy of the bytes in the buffer.</summary>
    public static byte[] ToArray(BufferHandle handle)
    {
        bool added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            TensorBuffer* buffer = (TensorBuffer*)handle.DangerousGetHandle();
            return new ReadOnlySpan<byte>(buffer->Data, checked((int)buffer->Length)).ToArray();
        }
        finally
        {
            if (added)
                handle.DangerousRelease();
        }
    }
}
