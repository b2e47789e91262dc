namespace TensorFlow.Interop;

/// <summary>The inputs of the search for the library, apart from the disk.</summary>
/// <param name="OwnDirectory">The value of <see cref="OwnDirectoryVariable"/>.</param>
/// <param name="Application">The directory of the running program.</param>
/// <param name="CacheRoot">The per-user cache, see <see cref="RuntimeCache"/>; null where the user has none.</param>
/// <param name="Platform">.NET's name of the platform, such as "linux-x64".</param>
/// <param name="Cuda">Whether the program asked for the CUDA build.</param>
/// <param name="Assembly">The path of the binding's assembly, see <see cref="PackageFolder"/>; null where it has none.</param>
internal sealed record SearchPlaces(string? OwnDirectory, string Application,
    string? CacheRoot, string Platform, bool Cuda, string? Assembly = null)
{
    public const string OwnDirectoryVariable = "TENSORFLOW_NATIVE_DIRECTORY";

    public static SearchPlaces OfThisProcess() => new(
        Environment.GetEnvironmentVariable(OwnDirectoryVariable),
        AppContext.BaseDirectory,
        RuntimeCache.Root,
        RuntimeCache.Platform,
        RuntimeFlavour.IsCuda(
            Environment.GetEnvironmentVariable(RuntimeFlavour.Variable),
            AppContext.GetData(RuntimeFlavour.Setting) as string),
        PackageFolder.OfThisAssembly());

    /// <summary>The directories to look in when the user named none, in order.</summary>
    public IEnumerable<string> Directories =>
    [
        Path.Combine(Application, "runtimes", Platform, "native"),
        Application,
        .. PackageFolder.Runtimes(Assembly, Platform, Cuda),
        .. CacheRoot is null ? [] : (string[])[RuntimeCache.Directory(CacheRoot, Platform, Cuda)],
    ];

    /// <summary>The system's library is not asked when CUDA was: it would most likely be a CPU build, taken silently.</summary>
    public bool IncludesSystem => !Cuda;
}
