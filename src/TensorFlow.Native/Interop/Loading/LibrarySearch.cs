namespace TensorFlow.Interop;

/// <summary>Finds the file to load. The first place that has one decides; one that is no good is an error, never passed over.</summary>
internal static class LibrarySearch
{
    /// <returns>The file's full path, or null if only the system's loader is left to ask.</returns>
    public static string? Find(SearchPlaces places)
    {
        if (!string.IsNullOrEmpty(places.OwnDirectory))
            return InDirectory(places.OwnDirectory) ?? throw NothingInOwnDirectory(places.OwnDirectory);

        return places.Directories.Select(InDirectory).FirstOrDefault(found => found is not null);
    }

    public static NativeLibraryException NotFound(SearchPlaces places)
    {
        IEnumerable<string> searched = places.Directories;
        if (places.IncludesSystem)
            searched = searched.Append("the system's library path");
        string flavour = places.Cuda ? "CUDA build of the " : "";
        string build = places.Cuda ? "'dotnet build -p:TensorFlowRuntime=cuda'" : "'dotnet build'";
        return new NativeLibraryException(
            $"The {flavour}native TensorFlow library was not found. Expected one of {string.Join(", ", LibraryFiles.Names)} "
            + $"(version {SupportedVersions.Text}) in one of:{Environment.NewLine}"
            + string.Join(Environment.NewLine, searched.Select(place => $"  {place}")) + Environment.NewLine
            + $"Add the package TensorFlow.Native.Runtime.{places.Platform}{(places.Cuda ? "-cuda" : "")} or SciSharp.TensorFlow.Redist to "
            + "the program, build it in a clone of "
            + $"the repository with <UsesTensorFlowRuntime>true</UsesTensorFlowRuntime> and {build}, or set the environment variable "
            + $"{SearchPlaces.OwnDirectoryVariable} to the directory that holds the library.");
    }

    private static string? InDirectory(string directory)
    {
        foreach (string name in LibraryFiles.Names)
        {
            string path = Path.GetFullPath(Path.Combine(directory, name));
            if (!File.Exists(path))
                continue;

            string? companion = LibraryFiles.Companion(name);
            if (companion is not null && !File.Exists(Path.Combine(directory, companion)))
                throw new NativeLibraryException(
                    $"Found '{path}', but not {companion}, which must lie beside it. Copy it there from where the first came from.", path);
            return path;
        }

        return null;
    }

    private static NativeLibraryException NothingInOwnDirectory(string directory)
    {
        string names = string.Join(", ", LibraryFiles.Names);
        string found = Directory.Exists(directory)
            ? $"which holds none of {names}."
            : $"which does not exist; expected a directory with one of {names}.";
        return new NativeLibraryException(
            $"The environment variable {SearchPlaces.OwnDirectoryVariable} is '{directory}', {found} "
            + "Set it to the directory that holds the library itself, or unset it to have the library searched for.");
    }
}
