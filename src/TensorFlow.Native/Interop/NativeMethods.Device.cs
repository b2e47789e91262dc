using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>Lists of devices: <c>tensorflow/c/c_api.h</c>.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial void TF_DeleteDeviceList(nint list);

    [LibraryImport(Library)]
    public static partial int TF_DeviceListCount(DeviceListHandle list);

    [LibraryImport(Library)]
    public static partial nint TF_DeviceListName(DeviceListHandle list, int index, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TF_DeviceListType(DeviceListHandle list, int index, StatusHandle status);

    [LibraryImport(Library)]
    public static partial long TF_DeviceListMemoryBytes(DeviceListHandle list, int index, StatusHandle status);
}
