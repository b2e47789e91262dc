using TensorFlow.Interop;
using Xunit;

namespace TensorFlow.Tests.Loading;

public sealed class LibrarySearchTests : IDisposable
{
    private static readonly string Library = LibraryFiles.Names[0];
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void TheFirstPlaceThatHasTheLibraryDecides()
    {
        string[] inOrder =
        [
            Place("own"),
            Place("app", "runtimes", "linux-x64", "native"),
            Place("app"),
            Place("cache", "linux-x64"),
        ];
        Assert.Equal(inOrder[0], LibrarySearch.Find(Places(own: "own")));
        foreach (string expected in inOrder[1..])
        {
            Assert.Equal(expected, LibrarySearch.Find(Places()));
            File.Delete(expected);
        }

        Assert.Null(LibrarySearch.Find(Places()));
    }

    [Fact]
    public void TheCudaBuildIsTakenOnlyWhenAskedForAndThenNoOther()
    {
        string cpu = Place("cache", "linux-x64");
        Assert.Null(LibrarySearch.Find(Places(cuda: true)));
        string cuda = Place("cache", "linux-x64-cuda", "tensorflow");
        Assert.Equal(cuda, LibrarySearch.Find(Places(cuda: true)));
        Assert.Equal(cpu, LibrarySearch.Find(Places()));
        Assert.False(Places(cuda: true).IncludesSystem);
    }

    [Theory]
    [InlineData(true, "holds none of")]
    [InlineData(false, "does not exist")]
    public void AnOwnDirectoryWithoutTheLibraryIsAnErrorEvenIfAnotherPlaceHasIt(bool exists, string reason)
    {
        Place("app");
        if (exists)
            Directory.CreateDirectory(_directory.Combine("own"));
        var error = Assert.Throws<NativeLibraryException>(() => LibrarySearch.Find(Places(own: "own")));
        Assert.Contains("TENSORFLOW_NATIVE_DIRECTORY", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(_directory.Combine("own"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFrameworkLibraryMustLieBeside()
    {
        string? companion = LibraryFiles.Companion(Library);
        Assert.SkipWhen(companion is null, "On Windows the library is one file.");
        string path = _directory.Touch("app", Library);
        var error = Assert.Throws<NativeLibraryException>(() => LibrarySearch.Find(Places()));
        Assert.Equal(path, error.LibraryPath);
        Assert.Contains(companion, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NotFoundListsEveryPlaceSearchedAndWhatToDo()
    {
        string message = LibrarySearch.NotFound(Places()).Message;
        foreach (string place in Places().Directories)
            Assert.Contains(place, message, StringComparison.Ordinal);
        foreach (string part in (string[])["the system's library path", "2.11 to 2.21",
            "TensorFlow.Native.Runtime.linux-x64", "UsesTensorFlowRuntime", "TENSORFLOW_NATIVE_DIRECTORY"])
            Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains("TensorFlowRuntime=cuda", LibrarySearch.NotFound(Places(cuda: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheVariableOverrulesTheBuildAndAnUnknownFlavourIsAnError()
    {
        Assert.False(RuntimeFlavour.IsCuda(null, null));
        Assert.True(RuntimeFlavour.IsCuda(null, "cuda"));
        Assert.False(RuntimeFlavour.IsCuda("cpu", "cuda"));
        var error = Assert.Throws<NativeLibraryException>(() => RuntimeFlavour.IsCuda("rocm", "cpu"));
        Assert.Contains("TENSORFLOW_RUNTIME is 'rocm'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLibrariesOfSciSharpsPackagesAreFoundWhereNuGetPutsThem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Named as on Linux.");
        string library = _directory.Touch("app", "runtimes", "linux-x64", "native", "libtensorflow.so");
        _directory.Touch("app", "runtimes", "linux-x64", "native", "libtensorflow_framework.so.2");
        Assert.Equal(library, LibrarySearch.Find(Places()));

        // Published for one platform, they lie beside the program.
        string beside = _directory.Touch("published", "libtensorflow.so");
        Assert.Equal(beside, LibrarySearch.Find(Places() with { Application = _directory.Combine("published") }));
    }

    [Fact]
    public void InAFolderOfPackagesTheNewestRuntimeBesideTheBindingIsFound()
    {
        string[] native = ["runtimes", "linux-x64", "native"];
        Place(["packages", "tensorflow.native.runtime.linux-x64", "2.9.1", .. native]);
        string newest = Place(["packages", "tensorflow.native.runtime.linux-x64", "2.21.0", .. native]);
        SearchPlaces places = Places(
            ) with
        { Assembly = _directory.Combine("packages", "tensorflow.native", "1.0.0", "lib", "net10.0", "TensorFlow.Native.dll") };
        Assert.Equal(newest, LibrarySearch.Find(places));
        Assert.Null(LibrarySearch.Find(places with { Cuda = true }));
        Assert.Null(LibrarySearch.Find(
            places with { Assembly = Path.GetFullPath("TensorFlow.Native.dll", Path.GetPathRoot(Environment.CurrentDirectory)!) }));
    }

    private string Place(params string[] directory)
    {
        if (LibraryFiles.Companion(Library) is { } companion)
            _directory.Touch([.. directory, companion]);
        return _directory.Touch([.. directory, Library]);
    }

    private SearchPlaces Places(string? own = null, bool cuda = false) => new(
        own is null ? null : _directory.Combine(own), _directory.Combine("app"), _directory.Combine("cache"), "linux-x64", cuda);
}
