using System.Runtime.InteropServices;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>Lends a managed array to the library: pinned until the last native reference is gone.</summary>
internal static unsafe class PinnedArray
{
    /// <summary>A tensor over the array's own memory; null when the array is not aligned as the library wants it.</summary>
    public static Tensor? TryWrap<T>(T[] values, DType dtype, Shape shape)
        where T : unmanaged
    {
        _ = shape.RequireCountable();
        nuint alignment = NativeMethods.TF_TensorDefaultAlignment();
        GCHandle pin = GCHandle.Alloc(values, GCHandleType.Pinned);
        nint address = pin.AddrOfPinnedObject();
        if (values.Length == 0 || (nuint)address % alignment != 0)
        {
            pin.Free();
            return null;
        }

        fixed (long* dimensions = shape.AsSpan())
        {
            nint native = NativeMethods.TF_NewTensor(
                dtype, dimensions, shape.Rank, (void*)address, (nuint)(values.Length * sizeof(T)), &Unpin, (void*)GCHandle.ToIntPtr(pin));
            return new(new TensorHandle(native, ownsMemory: false));
        }
    }

    [UnmanagedCallersOnly]
    private static void Unpin(void* data, nuint length, void* argument) => GCHandle.FromIntPtr((nint)argument).Free();
}
