using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>
/// The directory in which the build places the runtime for all programs of a user; native/TensorFlow.Runtime.props computes the same
/// directory.
/// </summary>
internal static class RuntimeCache
{
    public const string Version = "2.21.0";

    /// <summary>.NET's portable name of this platform, such as "linux-x64".</summary>
    public static string Platform { get; } =
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-"
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>Null where the user has no such directory.</summary>
    public static string? Root => OperatingSystem.IsWindows()
        ? InUserCache(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData))
        : InUserCache(UnixUserCache(Environment.GetEnvironmentVariable, OperatingSystem.IsMacOS()));

    /// <summary>
    /// A relative XDG_CACHE_HOME is ignored, as the XDG rules want, and a relative HOME likewise; without HOME the user database is asked.
    /// </summary>
    internal static string? UnixUserCache(Func<string, string?> variable, bool isMacOS)
    {
        if (!isMacOS && variable("XDG_CACHE_HOME") is { } xdg && Path.IsPathRooted(xdg))
            return xdg;
        string? home = variable("HOME");
        if (!Path.IsPathRooted(home))
            home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return !Path.IsPathRooted(home) ? null : isMacOS ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
    }

    private static string? InUserCache(string? userCache) =>
        string.IsNullOrEmpty(userCache) ? null : Path.Combine(userCache, "tensorflow-runtime", Version);

    /// <summary>
    /// The CUDA build lies one level deeper, so that NVIDIA's libraries can lie beside it, where its RUNPATH looks for them.
    /// </summary>
    public static string Directory(string root, string platform, bool cuda) =>
        cuda ? Path.Combine(root, platform + "-cuda", "tensorflow") : Path.Combine(root, platform);
}
