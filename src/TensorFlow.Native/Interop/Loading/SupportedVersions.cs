using System.Globalization;

namespace TensorFlow.Interop;

/// <summary>Which releases of the C API the binding works with: any patch of these minor versions.</summary>
internal static class SupportedVersions
{
    public const string Text = "2.11 to 2.21";

    private static readonly Version Oldest = new(2, 11);
    private static readonly Version BeyondNewest = new(2, 22);

    public static bool Contains(Version version) => version >= Oldest && version < BeyondNewest;

    /// <summary>Reads "2.21.0", "2.16.0-rc1" or "2.15.0+nv": what follows the three numbers doesn't matter here.</summary>
    public static Version? Parse(string text)
    {
        string[] parts = text.Split('.', 3);
        if (parts.Length < 3
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
            return null;

        ReadOnlySpan<char> patch = parts[2];
        int end = patch.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? patch : patch[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new Version(major, minor, number)
            : null;
    }
}
