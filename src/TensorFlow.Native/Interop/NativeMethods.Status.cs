using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary><c>tensorflow/c/tf_status.h</c>.</summary>
internal static partial class NativeMethods
{
    private const string Library = NativeLibraryName.TensorFlow;

    [LibraryImport(Library)]
    public static partial nint TF_NewStatus();

    [LibraryImport(Library)]
    public static partial void TF_DeleteStatus(nint status);

    [LibraryImport(Library)]
    public static partial StatusCode TF_GetCode(StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TF_Message(StatusHandle status);
}
