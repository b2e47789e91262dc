using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>Loads the library once for the process. A failure is not remembered: a later call searches anew.</summary>
internal static class NativeLibraryLoader
{
    private static readonly Lock Gate = new();
    private static LoadedLibrary? _loaded;

    /// <exception cref="NativeLibraryException">No library was found, or the one found can't be used.</exception>
    public static LoadedLibrary Load()
    {
        if (Volatile.Read(ref _loaded) is { } loaded)
            return loaded;
        lock (Gate)
        {
            return _loaded ??= ProcessEnd.HoldWhile(() => Load(SearchPlaces.OfThisProcess()));
        }
    }

    internal static LoadedLibrary Load(SearchPlaces places)
    {
        string? path = LibrarySearch.Find(places);
        if (path is not null)
            LibraryLength.Verify(path);
        EnvironmentCheck.Verify(Environment.GetEnvironmentVariable, path);
        NativeEnvironment.Prepare();
        FreedMemory.Configure();
        if (path is not null)
            return Checked(LoadFile(path), path);

        if (places.IncludesSystem)
        {
            foreach (string name in LibraryFiles.Names)
            {
                if (QuietLoading.Run(() => NativeLibrary.TryLoad(name, out nint handle) ? handle : 0) is not 0 and nint found)
                    return Checked(found, name);
            }
        }

        throw LibrarySearch.NotFound(places);
    }

    private static nint LoadFile(string path)
    {
        try
        {
            return QuietLoading.Run(() => NativeLibrary.Load(path));
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new NativeLibraryException(
                $"'{path}' was found but could not be loaded: {e.Message.Trim()} Expected TensorFlow {SupportedVersions.Text} for "
                + $"{RuntimeCache.Platform}. Install what it says is missing, or remove the file to have the library searched for "
                + "elsewhere.",
                path, innerException: e);
        }
    }

    private static LoadedLibrary Checked(nint handle, string path) => new(handle, path, LibraryCheck.Verify(handle, path));
}
