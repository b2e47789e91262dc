using System.Runtime.InteropServices;

namespace Shared;

/// <summary>The program that runs .NET programs.</summary>
internal static class DotnetHost
{
    /// <summary>That of the runtime in use: another one may be first on PATH, or a script.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        // …/shared/Microsoft.NETCore.App/10.0.0/
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(path) ? path : "dotnet";
    }
}
