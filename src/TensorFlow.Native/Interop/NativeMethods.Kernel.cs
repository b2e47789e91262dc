using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>Ops and kernels of a program's own: <c>tensorflow/c/ops.h</c> and <c>tensorflow/c/kernels.h</c>.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint TF_NewOpDefinitionBuilder(string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TF_OpDefinitionBuilderAddAttr(nint builder, string specification);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TF_OpDefinitionBuilderAddInput(nint builder, string specification);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TF_OpDefinitionBuilderAddOutput(nint builder, string specification);

    [LibraryImport(Library)]
    public static partial void TF_OpDefinitionBuilderSetShapeInferenceFunction(
        nint builder, delegate* unmanaged<nint, nint, void> infer);

    [LibraryImport(Library)]
    public static partial void TF_RegisterOpDefinition(nint builder, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_ShapeInferenceContextSetUnknownShape(nint context, nint status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint TF_NewKernelBuilder(
        string op,
        string device,
        delegate* unmanaged<nint, nint> create,
        delegate* unmanaged<nint, nint, void> compute,
        delegate* unmanaged<nint, void> delete);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TF_RegisterKernelBuilder(string kernel, nint builder, StatusHandle status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TF_OpKernelConstruction_GetAttrInt64(nint context, string name, long* value, StatusHandle status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TF_OpKernelConstruction_GetAttrFloat(nint context, string name, float* value, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_OpKernelConstruction_Failure(nint context, StatusHandle status);

    [LibraryImport(Library)]
    public static partial int TF_NumInputs(nint context);

    [LibraryImport(Library)]
    public static partial void TF_GetInput(nint context, int index, nint* tensor, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TF_AllocateOutput(
        nint context, int index, DType dtype, long* dimensions, int rank, nuint length, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TF_ForwardInputOrAllocateOutput(
        nint context, int* candidates, int candidateCount, int index, long* dimensions, int rank, int* forwarded, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_OpKernelContext_Failure(nint context, StatusHandle status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TF_SetStatus(StatusHandle status, StatusCode code, string message);
}
