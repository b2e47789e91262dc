using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>Sessions, in which the graphs of SavedModels run: <c>tensorflow/c/c_api.h</c>.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial nint TF_NewSessionOptions();

    [LibraryImport(Library)]
    public static partial void TF_DeleteSessionOptions(nint options);

    [LibraryImport(Library)]
    public static partial void TF_SetConfig(SessionOptionsHandle options, byte* proto, nuint length, StatusHandle status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint TF_LoadSessionFromSavedModel(
        SessionOptionsHandle options, nint runOptions, string directory, string[] tags,
            int tagCount, GraphHandle graph, nint metaGraphDef, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_CloseSession(nint session, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_DeleteSession(nint session, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_SessionRun(
        SessionHandle session,
        nint runOptions,
        OutputReference* inputs,
        nint* inputValues,
        int inputCount,
        OutputReference* outputs,
        nint* outputValues,
        int outputCount,
        nint* targets,
        int targetCount,
        nint runMetadata,
        StatusHandle status);
}
