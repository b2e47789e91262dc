using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>Where the build places the runtime for all programs of a user; native/TensorFlow.Runtime.props computes the same directory.</summary>
internal static class RuntimeCache
{
    public const string Version = "2.21.0";

    /// <summary>.NET's portable name of this platform, such as "linux-x64".</summary>
    public static string Platform { get; } =
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-"
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    public static string Root => Path.Combine(UserCache, "tensorflow-runtime", Version);

    private static string UserCache
    {
        get
        {
            if (OperatingSystem.IsWindows())
                return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);

            string home = Environment.GetEnvironmentVariable("HOME")
                ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (OperatingSystem.IsMacOS())
                return Path.Combine(home, "Library", "Caches");

            string? xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            return string.IsNullOrEmpty(xdg) ? Path.Combine(home, ".cache") : xdg;
        }
    }

    /// <summary>The CUDA build lies one level deeper, so that NVIDIA's libraries can lie beside it, where its RUNPATH looks for them.</summary>
    public static string Directory(string root, string platform, bool cuda) =>
        cuda ? Path.Combine(root, platform + "-cuda", "tensorflow") : Path.Combine(root, platform);
}
