using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>
/// Tells whether XLA's compiler is part of a library. The C API has functions about XLA, and ops for it, in builds without it too.
/// </summary>
internal static unsafe class XlaProbe
{
    [StructLayout(LayoutKind.Sequential)]
    private struct NativeBuffer
    {
        public byte* Data;
        public nuint Length;
        public nint Deallocator;
    }

    /// <summary>The op that runs a compiled function has a kernel only where the compiler that it calls is linked in.</summary>
    public static bool IsLinkedIn(nint handle)
    {
        var newStatus = (delegate* unmanaged<nint>)NativeLibrary.GetExport(handle, "TF_NewStatus");
        var deleteStatus = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(handle, "TF_DeleteStatus");
        var deleteBuffer = (delegate* unmanaged<NativeBuffer*, void>)NativeLibrary.GetExport(handle, "TF_DeleteBuffer");
        var kernels = (delegate* unmanaged<byte*, nint, NativeBuffer*>)NativeLibrary.GetExport(handle, "TF_GetRegisteredKernelsForOp");

        nint status = newStatus();
        fixed (byte* op = "XlaLaunch\0"u8)
        {
            NativeBuffer* found = kernels(op, status);
            bool any = found is not null && found->Length > 0;
            if (found is not null)
                deleteBuffer(found);
            deleteStatus(status);
            return any;
        }
    }
}
