using System.Reflection;
using System.Runtime.InteropServices;
using TensorFlow.Interop;
using Xunit;

namespace TensorFlow.Tests.Loading;

/// <summary>With the library that the build has placed.</summary>
public sealed class NativeLibraryLoaderTests
{
    [Fact]
    public void LoadsOnceForAllThreads()
    {
        LoadedLibrary[] loaded = new LoadedLibrary[8];
        Parallel.For(0, loaded.Length, i => loaded[i] = NativeLibraryLoader.Load());
        Assert.All(loaded, one => Assert.Same(loaded[0], one));
        Assert.True(SupportedVersions.Contains(loaded[0].Version));
    }

    [Fact]
    public void BothHalvesOfTheLibraryAreReachableAndXlaIsFound()
    {
        LoadedLibrary library = NativeLibraryLoader.Load();
        Assert.NotEqual(0, NativeLibrary.GetExport(library.Handle, "TF_NewStatus"));
        Assert.NotEqual(0, NativeLibrary.GetExport(library.Handle, "TFE_Execute"));
        if (library.Version.ToString() == RuntimeCache.Version)
            Assert.True(library.HasXla);
    }

    [Fact]
    public void EveryDeclaredFunctionIsARequiredSymbol()
    {
        IEnumerable<string> declared = typeof(NativeLibraryName).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (method, import: method.GetCustomAttribute<DllImportAttribute>()))
            .Where(found => found.import?.Value == NativeLibraryName.TensorFlow)
            .Select(found => found.import!.EntryPoint ?? found.method.Name);
        Assert.Empty(declared.Except(RequiredSymbols.All.ToArray()));
    }

    [Fact]
    public void InformationIsKeptFromStandardErrorAndNothingElse() => Assert.Equal(
        "E0000 00:00:1.2 7 a.cc:1] bad\nIt is so.\n",
        QuietLoading.WithoutInformation(
            "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
            + "I0000 00:00:1795511730.76 4760 port.cc:153] oneDNN custom operations are on.\n"
            + "E0000 00:00:1.2 7 a.cc:1] bad\nIt is so.\n"));
}
