using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>The eager context, its tensors and operations: <c>tensorflow/c/eager/c_api.h</c>.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial nint TFE_NewContextOptions();

    [LibraryImport(Library)]
    public static partial void TFE_DeleteContextOptions(nint options);

    [LibraryImport(Library)]
    public static partial void TFE_ContextOptionsSetConfig(ContextOptionsHandle options, byte* proto, nuint length, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TFE_ContextOptionsSetDevicePlacementPolicy(ContextOptionsHandle options, int policy);

    [LibraryImport(Library)]
    public static partial nint TFE_NewContext(ContextOptionsHandle options, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TFE_DeleteContext(nint context);

    [LibraryImport(Library)]
    public static partial nint TFE_ContextListDevices(ContextHandle context, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TFE_ContextClearCaches(ContextHandle context);

    [LibraryImport(Library)]
    public static partial void TFE_ContextAddFunction(ContextHandle context, FunctionHandle function, StatusHandle status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TFE_ContextRemoveFunction(ContextHandle context, string name, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TFE_NewTensorHandle(TensorHandle tensor, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TFE_DeleteTensorHandle(nint handle);

    [LibraryImport(Library)]
    public static partial DType TFE_TensorHandleDataType(EagerTensorHandle handle);

    [LibraryImport(Library)]
    public static partial int TFE_TensorHandleNumDims(EagerTensorHandle handle, StatusHandle status);

    [LibraryImport(Library)]
    public static partial long TFE_TensorHandleDim(EagerTensorHandle handle, int index, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TFE_TensorHandleDeviceName(EagerTensorHandle handle, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TFE_TensorHandleBackingDeviceName(EagerTensorHandle handle, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TFE_TensorHandleResolve(EagerTensorHandle handle, StatusHandle status);

    [LibraryImport(Library, EntryPoint = "TFE_TensorHandleResolve")]
    public static partial nint TFE_TensorHandleResolveRaw(nint handle, StatusHandle status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint TFE_TensorHandleCopyToDevice(
        EagerTensorHandle handle, ContextHandle context, string device, StatusHandle status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint TFE_NewOp(ContextHandle context, string name, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TFE_DeleteOp(nint operation);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TFE_OpSetDevice(EagerOperationHandle operation, string device, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TFE_OpAddInput(EagerOperationHandle operation, EagerTensorHandle input, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TFE_OpAddInputList(EagerOperationHandle operation, nint* inputs, int count, StatusHandle status);

    [LibraryImport(Library)]
    public static partial int TFE_OpGetFlatInputCount(EagerOperationHandle operation, StatusHandle status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TFE_OpSetAttrString(EagerOperationHandle operation, string name, byte* value, nuint length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TFE_OpSetAttrValueProto(
        EagerOperationHandle operation, string name, byte* proto, nuint length, StatusHandle status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TFE_OpSetAttrInt(EagerOperationHandle operation, string name, long value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TFE_OpSetAttrBool(EagerOperationHandle operation, string name, byte value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TFE_OpSetAttrType(EagerOperationHandle operation, string name, DType value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TFE_OpSetAttrShape(EagerOperationHandle operation,
        string name, long* dims, int numDims, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TFE_Execute(EagerOperationHandle operation, nint* results, int* resultCount, StatusHandle status);
}
