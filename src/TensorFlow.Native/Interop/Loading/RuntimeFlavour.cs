namespace TensorFlow.Interop;

/// <summary>Which build of the runtime the program wants from the per-user cache: "cpu" or "cuda".</summary>
internal static class RuntimeFlavour
{
    /// <summary>Overrules, for one run, what the program was built with.</summary>
    public const string Variable = "TENSORFLOW_RUNTIME";

    /// <summary>Set by the build (<c>-p:TensorFlowRuntime=cuda</c>) in the program's runtime configuration.</summary>
    public const string Setting = "TensorFlow.Runtime";

    public static bool IsCuda(string? variable, string? setting)
    {
        bool fromVariable = !string.IsNullOrEmpty(variable);
        string flavour = fromVariable ? variable! : setting ?? "cpu";
        return flavour switch
        {
            "cpu" or "" => false,
            "cuda" => true,
            _ => throw new NativeLibraryException(
                $"{(fromVariable ? $"The environment variable {Variable}" : $"The setting {Setting}")} is '{flavour}'; "
                + "expected 'cpu' or 'cuda'. Correct it, or remove it for the CPU runtime."),
        };
    }
}
