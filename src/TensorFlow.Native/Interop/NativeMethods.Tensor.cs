using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary><c>tensorflow/c/tf_tensor.h</c>, <c>tf_buffer.h</c> and <c>tf_tstring.h</c>.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial nint TF_NewTensor(
        DType dtype, long* dims, int numDims, void* data, nuint length,
            delegate* unmanaged<void*, nuint, void*, void> deallocator, void* argument);

    [LibraryImport(Library)]
    public static partial nint TF_AllocateTensor(DType dtype, long* dims, int numDims, nuint length);

    [LibraryImport(Library)]
    public static partial void TF_DeleteTensor(nint tensor);

    [LibraryImport(Library)]
    public static partial DType TF_TensorType(TensorHandle tensor);

    [LibraryImport(Library)]
    public static partial int TF_NumDims(TensorHandle tensor);

    [LibraryImport(Library)]
    public static partial long TF_Dim(TensorHandle tensor, int index);

    [LibraryImport(Library)]
    public static partial nuint TF_TensorByteSize(nint tensor);

    [LibraryImport(Library)]
    public static partial nint TF_TensorData(TensorHandle tensor);

    [LibraryImport(Library, EntryPoint = "TF_TensorData")]
    public static partial nint TF_TensorDataRaw(nint tensor);

    [LibraryImport(Library)]
    public static partial nuint TF_TensorDefaultAlignment();

    [LibraryImport(Library)]
    public static partial nint TF_NewBuffer();

    [LibraryImport(Library)]
    public static partial void TF_DeleteBuffer(nint buffer);

    [LibraryImport(Library)]
    public static partial void TF_StringInit(TensorString* value);

    [LibraryImport(Library)]
    public static partial void TF_StringCopy(TensorString* destination, byte* source, nuint size);

    [LibraryImport(Library)]
    public static partial byte* TF_StringGetDataPointer(TensorString* value);

    [LibraryImport(Library)]
    public static partial nuint TF_StringGetSize(TensorString* value);

    [LibraryImport(Library)]
    public static partial void TF_StringDealloc(TensorString* value);
}
