using System.Runtime.InteropServices;
using Xunit;

namespace TensorFlow.Tests.Loading;

/// <summary>A libtensorflow.so of one's own making. Needs a C compiler and Linux.</summary>
internal static class FakeLibrary
{
    /// <summary>Skips the test where none can be made.</summary>
    public static void RequireCompiler() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && Repository.Has("gcc"),
        "A library of the test's own making needs gcc on linux-x64.");

    /// <summary>Compiles the source to libtensorflow.so in the directory and gives its path.</summary>
    public static string Build(TemporaryDirectory directory, string source)
    {
        string code = directory.Combine("fake.c");
        File.WriteAllText(code, source);
        string library = directory.Combine("libtensorflow.so");
        (int exitCode, string output) = Repository.Run("gcc", ["-shared", "-fPIC", "-nostdlib", "-o", library, code]);
        return exitCode == 0 ? library : throw new InvalidOperationException(output);
    }

    public static string Version(string version) => $"const char* TF_Version(void) {{ return \"{version}\"; }}\n";
}
