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
            .SelectMany(type => type.GetMethods(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (method, import: method.GetCustomAttribute<DllImportAttribute>()))
            .Where(found => found.import?.Value == NativeLibraryName.TensorFlow)
            .Select(found => found.import!.EntryPoint ?? found.method.Name);
        Assert.Empty(declared.Except(RequiredSymbols.All.ToArray()));
    }

    [Theory]
    [InlineData(0, "HIWEF")]
    [InlineData(1, "HWEF")]
    [InlineData(2, "HEF")]
    [InlineData(3, "HF")]
    [InlineData(4, "")]
    public void LinesBelowTheLevelAreKeptFromStandardErrorAndNothingElse(int level, string kept)
    {
        Dictionary<char, string> lines = new()
        {
            ['H'] = "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n",
            ['I'] = "I0000 00:00:1795511730.76 4760 port.cc:153] oneDNN custom operations are on.\n",
            ['W'] = "W0000 00:00:1.2 7 a.cc:1] odd\n",
            ['E'] = "E0000 00:00:1.2 7 a.cc:1] bad\n",
            ['F'] = "F0000 00:00:1.2 7 a.cc:1] over\n",
        };
        const string others = "\nIt is so: I think\nunfinished";
        Assert.Equal(string.Concat(kept.Select(l => lines[l])) + others,
            QuietLoading.Kept(string.Concat("HIWEF".Select(l => lines[l])) + others, level));
    }
}
