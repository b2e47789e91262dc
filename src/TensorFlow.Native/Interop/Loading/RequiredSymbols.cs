namespace TensorFlow.Interop;

/// <summary>What a library must export to be taken: one missing is told at load, by name, and not at some later call.</summary>
internal static class RequiredSymbols
{
    public static ReadOnlySpan<string> All => Names;

    private static readonly string[] Names =
    [
        "TF_Version",
        "TF_NewStatus",
        "TF_DeleteStatus",
        "TF_AllocateTensor",
        "TF_NewGraph",
        "TF_NewOperation",
        "TF_AddGradientsWithPrefix",
        "TF_GraphToFunction",
        "TF_GetAllOpList",
        "TF_GetRegisteredKernelsForOp",
        "TFE_NewContext",
        "TFE_Execute",
    ];
}
