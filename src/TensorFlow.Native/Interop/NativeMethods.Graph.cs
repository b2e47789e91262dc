using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace TensorFlow.Interop;

/// <summary>Graphs and their operations: <c>tensorflow/c/c_api.h</c>.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial nint TF_Version();

    [LibraryImport(Library)]
    public static partial nint TF_GetAllOpList();

    [LibraryImport(Library)]
    public static partial void TF_GraphGetOpDef(
        GraphHandle graph, [MarshalUsing(typeof(Utf8StringMarshaller))] string opName, BufferHandle opDef, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TF_GetRegisteredKernelsForOp(
        [MarshalUsing(typeof(Utf8StringMarshaller))] string opName, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TF_NewGraph();

    [LibraryImport(Library)]
    public static partial void TF_DeleteGraph(nint graph);

    [LibraryImport(Library)]
    public static partial void TF_GraphSetTensorShape(
        GraphHandle graph, OutputReference output, long* dims, int numDims, StatusHandle status);

    [LibraryImport(Library)]
    public static partial byte TF_TryEvaluateConstant(GraphHandle graph, OutputReference output, nint* result, StatusHandle status);

    [LibraryImport(Library)]
    public static partial int TF_GraphGetTensorNumDims(GraphHandle graph, OutputReference output, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_GraphGetTensorShape(
        GraphHandle graph, OutputReference output, long* dims, int numDims, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TF_GraphOperationByName(GraphHandle graph, [MarshalUsing(typeof(Utf8StringMarshaller))] string name);

    [LibraryImport(Library)]
    public static partial void TF_GraphToGraphDef(GraphHandle graph, BufferHandle graphDef, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TF_OperationName(nint operation);

    [LibraryImport(Library)]
    public static partial nint TF_OperationOpType(nint operation);

    [LibraryImport(Library)]
    public static partial nint TF_OperationDevice(nint operation);

    [LibraryImport(Library)]
    public static partial int TF_OperationNumOutputs(nint operation);

    [LibraryImport(Library)]
    public static partial int TF_OperationNumInputs(nint operation);

    [LibraryImport(Library)]
    public static partial DType TF_OperationOutputType(OutputReference output);

    [LibraryImport(Library)]
    public static partial OutputReference TF_OperationInput(OutputReference input);

    [LibraryImport(Library)]
    public static partial int TF_OperationOutputNumConsumers(OutputReference output);

    [LibraryImport(Library)]
    public static partial int TF_OperationOutputConsumers(OutputReference output, OutputReference* consumers, int maxConsumers);

    [LibraryImport(Library)]
    public static partial int TF_OperationNumControlInputs(nint operation);

    [LibraryImport(Library)]
    public static partial void TF_OperationGetAttrInt(
        nint operation, [MarshalUsing(typeof(Utf8StringMarshaller))] string name, long* value, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_OperationGetAttrIntList(
        nint operation, [MarshalUsing(typeof(Utf8StringMarshaller))] string name, long* values, int maxValues, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_OperationGetAttrFloat(
        nint operation, [MarshalUsing(typeof(Utf8StringMarshaller))] string name, float* value, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_OperationGetAttrBool(
        nint operation, [MarshalUsing(typeof(Utf8StringMarshaller))] string name, byte* value, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_OperationGetAttrType(
        nint operation, [MarshalUsing(typeof(Utf8StringMarshaller))] string name, DType* value, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_OperationGetAttrString(
        nint operation, [MarshalUsing(typeof(Utf8StringMarshaller))] string name, byte* value, nuint maxLength, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_OperationGetAttrTensor(
        nint operation, [MarshalUsing(typeof(Utf8StringMarshaller))] string name, nint* value, StatusHandle status);

    [LibraryImport(Library)]
    public static partial AttributeMetadata TF_OperationGetAttrMetadata(
        nint operation, [MarshalUsing(typeof(Utf8StringMarshaller))] string name, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_AddGradients(
        GraphHandle graph, OutputReference* y, int ny, OutputReference* x, int nx,
            OutputReference* initialGradients, StatusHandle status, OutputReference* derivatives);
}
