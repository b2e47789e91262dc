using System.Diagnostics.CodeAnalysis;

namespace TensorFlow.Interop;

/// <summary>
/// The folder of packages that this assembly was loaded from, if it was: scripts and notebooks (<c>#r "nuget: Keras.Cpu"</c>) copy nothing,
/// so that the package of the runtime lies beside the package of this assembly.
/// </summary>
internal static class PackageFolder
{
    private const string RuntimePackage = "tensorflow.native.runtime.";

    /// <summary>Where packages of the runtime for a platform keep it, the newest first.</summary>
    /// <param name="assembly">The path of this assembly's file, in the form <c>folder/id/version/lib/framework/file</c>, or
    /// <c>folder/id/version/runtimes/platform/lib/framework/file</c>; null where it has none.</param>
    /// <param name="platform">.NET's name of the platform, such as "linux-x64".</param>
    /// <param name="cuda">Whether the CUDA build is wanted.</param>
    public static IReadOnlyList<string> Runtimes(string? assembly, string platform, bool cuda)
    {
        string? version = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(assembly)));
        // Code that is compiled ahead of time for a platform.
        if (Path.GetFileName(Path.GetDirectoryName(version)) == "runtimes")
            version = Path.GetDirectoryName(Path.GetDirectoryName(version));
        string? folder = Path.GetDirectoryName(Path.GetDirectoryName(version));
        if (folder is null)
            return [];
        string package = Path.Combine(folder, RuntimePackage + platform + (cuda ? "-cuda" : ""));
        return !Directory.Exists(package) ? [] :
        [
            .. Directory.GetDirectories(package)
                .OrderByDescending(directory => Version.TryParse(
                    Path.GetFileName(directory).Split('-')[0], out Version? found) ? found : new())
                .Select(directory => Path.Combine(directory, "runtimes", platform, "native")),
        ];
    }

    /// <summary>
    /// The path of this assembly's file; null in a single file, which holds everything that it needs or finds it beside itself.
    /// </summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000:Avoid accessing Assembly file path when publishing as a single file",
        Justification = "Empty there, which is the answer.")]
    public static string? OfThisAssembly() => typeof(PackageFolder).Assembly.Location is { Length: > 0 } path ? path : null;
}
