using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>Looks a loaded library over before anything is called on it but its version.</summary>
internal static class LibraryCheck
{
    private const string WhatToDo =
        "Remove it or put a supported version there, or set the environment variable " + SearchPlaces.OwnDirectoryVariable
        + " to a directory that holds one.";

    /// <exception cref="NativeLibraryException">The version is not a supported one, or a function is missing.</exception>
    public static unsafe Version Verify(nint handle, string path)
    {
        if (!NativeLibrary.TryGetExport(handle, "TF_Version", out nint function))
            throw new NativeLibraryException(
                $"'{path}' exports no TF_Version, so it is not TensorFlow's C library; expected TensorFlow {SupportedVersions.Text}. "
                + $"{WhatToDo}", path);

        string text = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)function)()) ?? "";
        Version? version = SupportedVersions.Parse(text);
        if (version is null || !SupportedVersions.Contains(version))
            throw new NativeLibraryException(
                $"'{path}' is TensorFlow '{text}'; expected {SupportedVersions.Text}. {WhatToDo}", path, text);

        List<string> missing = [];
        foreach (string name in RequiredSymbols.All)
        {
            if (!NativeLibrary.TryGetExport(handle, name, out _))
                missing.Add(name);
        }

        if (missing.Count > 0)
            throw new NativeLibraryException(
                $"'{path}' is TensorFlow {text}, but does not export {string.Join(", ", missing)}, which are needed; "
                + $"expected a full build of the C library, {SupportedVersions.Text}. {WhatToDo}", path, text);
        return version;
    }
}
