using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary><c>tensorflow/c/eager/c_api_experimental.h</c> and <c>tensorflow/c/c_api_experimental.h</c>.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial void TFE_OpReset(EagerOperationHandle operation, byte* name, byte* device, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TFE_NewCancellationManager();

    [LibraryImport(Library)]
    public static partial void TFE_DeleteCancellationManager(nint manager);

    [LibraryImport(Library)]
    public static partial void TFE_CancellationManagerStartCancel(CancellationManagerHandle manager);

    [LibraryImport(Library)]
    public static partial void TFE_OpSetCancellationManager(
        EagerOperationHandle operation, CancellationManagerHandle manager, StatusHandle status);
}
