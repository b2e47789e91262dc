using TensorFlow.Interop;
using Xunit;

namespace TensorFlow.Tests.Loading;

public sealed class LibraryCheckTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("2.10.1")]
    [InlineData("2.22.0")]
    [InlineData("1.15.5")]
    [InlineData("nightly")]
    public void AVersionOutsideTheSupportedOnesIsRefusedByName(string version)
    {
        FakeLibrary.RequireCompiler();
        string path = FakeLibrary.Build(_directory, FakeLibrary.Version(version));
        NativeLibraryException error = LoadFails();
        Assert.Equal(path, error.LibraryPath);
        Assert.Equal(version, error.FoundVersion);
        Assert.Equal("2.11 to 2.21", error.SupportedVersions);
        foreach (string part in (string[])[path, $"'{version}'", "2.11 to 2.21", "TENSORFLOW_NATIVE_DIRECTORY"])
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFunctionIsNamed()
    {
        FakeLibrary.RequireCompiler();
        FakeLibrary.Build(_directory, FakeLibrary.Version("2.16.0"));
        NativeLibraryException error = LoadFails();
        Assert.Equal("2.16.0", error.FoundVersion);
        Assert.Contains("TFE_Execute", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TF_Version,", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.11.0")]
    [InlineData("2.16.0-rc1")]
    [InlineData("2.21.3")]
    public void EveryPatchOfASupportedVersionIsTaken(string version)
    {
        FakeLibrary.RequireCompiler();
        string stubs = string.Concat(RequiredSymbols.All.ToArray()
            .Where(name => name != "TF_Version").Select(name => $"void {name}(void) {{}}\n"));
        FakeLibrary.Build(_directory, FakeLibrary.Version(version) + stubs);
        Assert.Equal(SupportedVersions.Parse(version), NativeLibraryLoader.Load(Places()).Version);
    }

    [Fact]
    public void AnotherLibraryIsNotTakenForTensorFlow()
    {
        FakeLibrary.RequireCompiler();
        FakeLibrary.Build(_directory, "void other(void) {}");
        Assert.Contains("TF_Version", LoadFails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoLibraryIsAnErrorThatNamesIt()
    {
        string path = _directory.Touch(LibraryFiles.Names[1]);
        NativeLibraryException error = LoadFails();
        Assert.Equal(path, error.LibraryPath);
        Assert.NotNull(error.InnerException);
    }

    private NativeLibraryException LoadFails() => Assert.Throws<NativeLibraryException>(() => NativeLibraryLoader.Load(Places()));

    private SearchPlaces Places() => new(_directory.Path, "", "", RuntimeCache.Platform, Cuda: false);
}
