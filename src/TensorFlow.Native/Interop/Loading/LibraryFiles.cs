namespace TensorFlow.Interop;

/// <summary>The file names under which the C API is shipped.</summary>
internal static class LibraryFiles
{
    /// <summary>
    /// In the order in which they are tried: the wheels' split library first, then the C API's own package and SciSharp's.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
        OperatingSystem.IsWindows() ? ["_pywrap_tensorflow_common.dll", "tensorflow.dll"]
        : OperatingSystem.IsMacOS() ? ["libtensorflow_cc.2.dylib", "libtensorflow.2.dylib", "libtensorflow.dylib"]
        : ["libtensorflow_cc.so.2", "libtensorflow.so.2", "libtensorflow.so"];

    /// <summary>
    /// The file that must lie beside <paramref name="name"/>: without it the system's loader might take one of another version.
    /// </summary>
    public static string? Companion(string name) => name switch
    {
        "libtensorflow_cc.so.2" => "libtensorflow_framework.so.2",
        "libtensorflow_cc.2.dylib" => "libtensorflow_framework.2.dylib",
        _ => null,
    };
}
