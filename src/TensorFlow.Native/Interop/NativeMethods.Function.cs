using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>Functions made of graphs: <c>tensorflow/c/c_api_function.h</c>.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint TF_GraphToFunctionWithControlOutputs(
        GraphHandle graph,
        string name,
        byte appendHashToName,
        int operationCount,
        nint* operations,
        int inputCount,
        OutputReference* inputs,
        int outputCount,
        OutputReference* outputs,
        byte** outputNames,
        int controlOutputCount,
        nint* controlOutputs,
        byte** controlOutputNames,
        nint options,
        string? description,
        StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_DeleteFunction(nint function);

    [LibraryImport(Library)]
    public static partial void TF_GraphCopyFunction(GraphHandle graph, FunctionHandle function, nint gradient, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_FunctionToFunctionDef(FunctionHandle function, BufferHandle functionDef, StatusHandle status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TF_FunctionSetAttrValueProto(
        FunctionHandle function, string name, byte* proto, nuint length, StatusHandle status);
}
