using TensorFlow.Interop;
using Xunit;

namespace TensorFlow.Tests.Loading;

/// <summary>A library that was cut short is told, by its headers: loaded, it would end the process.</summary>
public sealed class LibraryLengthTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void TheRealLibraryIsAsLongAsItsHeadersSay()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Path.IsPathRooted(NativeLibraryLoader.Load().Path),
            "Only Linux's libraries have such headers.");
        string path = NativeLibraryLoader.Load().Path;
        using FileStream file = File.OpenRead(path);
        Assert.InRange(ElfFile.PromisedLength(file)!.Value, 1_000_000ul, (ulong)file.Length);
        LibraryLength.Verify(path);
    }

    [Fact]
    public void ALinkIsAsLongAsWhatItLeadsTo()
    {
        FakeLibrary.RequireCompiler();
        string real = FakeLibrary.Build(_directory, FakeLibrary.Version("2.16.0")), path = _directory.Combine("libtensorflow.so.2");
        File.CreateSymbolicLink(path, real);
        LibraryLength.Verify(path);
        File.WriteAllBytes(real, File.ReadAllBytes(real)[..^1]);
        Assert.Equal(path, Assert.Throws<NativeLibraryException>(() => LibraryLength.Verify(path)).LibraryPath);
    }

    /// <summary>Cut within the header, the table of segments, the code, and the table of sections at the end.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(-1)]
    public void CutAnywhereItIsRefusedBeforeItIsLoaded(double at)
    {
        FakeLibrary.RequireCompiler();
        string path = FakeLibrary.Build(_directory, FakeLibrary.Version("2.16.0"));
        long whole = new FileInfo(path).Length, length = at < 0 ? whole - 1 : at < 1 ? (long)(whole * at) : (long)at;
        using (FileStream file = File.OpenWrite(path))
            file.SetLength(length);

        NativeLibraryException error = Assert.Throws<NativeLibraryException>(() => NativeLibraryLoader.Load(Places()));

        Assert.Equal(path, error.LibraryPath);
        Assert.Contains($"'{path}' is cut short: its headers speak of", error.Message, StringComparison.Ordinal);
        Assert.Contains($"and there are {length}. Remove it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SoIsTheLibraryBeside()
    {
        FakeLibrary.RequireCompiler();
        string whole = FakeLibrary.Build(_directory, FakeLibrary.Version("2.16.0"));
        File.Copy(whole, _directory.Combine(LibraryFiles.Names[0]));
        string companion = _directory.Combine(LibraryFiles.Companion(LibraryFiles.Names[0])!);
        File.WriteAllBytes(companion, File.ReadAllBytes(whole)[..^1]);

        NativeLibraryException error = Assert.Throws<NativeLibraryException>(() => NativeLibraryLoader.Load(Places()));

        Assert.Equal(companion, error.LibraryPath);
    }

    [Fact]
    public void HeadersThatPromiseTheImpossibleAreRefused()
    {
        FakeLibrary.RequireCompiler();
        string path = FakeLibrary.Build(_directory, FakeLibrary.Version("2.16.0"));
        byte[] content = File.ReadAllBytes(path);
        content.AsSpan(32, 8).Fill(0xff);
        File.WriteAllBytes(path, content);
        Assert.Contains("is cut short", Assert.Throws<NativeLibraryException>(() => NativeLibraryLoader.Load(Places())).Message,
            StringComparison.Ordinal);
    }

    private SearchPlaces Places() => new(_directory.Path, "", "", RuntimeCache.Platform, Cuda: false);
}
