using Xunit;

namespace TensorFlow.Tests.Loading;

/// <summary>The build's step that fills the per-user cache, with a manifest, an archive and a wheel of a few bytes.</summary>
public sealed class PlacingTests : IDisposable
{
    private const string NoShell = "The pip of this test is a shell script.";

    private readonly TinyRuntime _runtime = new();

    public void Dispose() => _runtime.Dispose();

    [Fact]
    public void AnArchiveIsPlacedOnceAndWhatAKilledBuildLeftIsRemoved()
    {
        RequireUnpacking();
        _runtime.WriteArchive("the library");
        string stale = _runtime.InCache(".new-stale");
        string live = _runtime.InCache(".new-live");
        Directory.CreateDirectory(live);
        Directory.CreateDirectory(stale);
        Directory.SetLastWriteTime(stale, DateTime.Now.AddMinutes(-20));

        (int exitCode, string output) = _runtime.Place("with-archive");
        Assert.True(exitCode == 0, output);
        Assert.Equal("the library", File.ReadAllText(_runtime.InCache("with-archive", "libtensorflow_cc.so.2")));
        Assert.Equal([live, _runtime.InCache("with-archive")], Directory.GetDirectories(_runtime.InCache()).Order());
    }

    [Fact]
    public void OfTwoBuildsAtOnceOnePlacesAndBothSucceed()
    {
        RequireUnpacking();
        _runtime.WriteArchive("the library");
        (int ExitCode, string Output)[] results = new (int, string)[2];
        Parallel.For(0, 2, i => results[i] = _runtime.Place("with-archive"));
        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.Output));
        Assert.Equal([_runtime.InCache("with-archive")], Directory.GetDirectories(_runtime.InCache()));
        Assert.Empty(Directory.GetDirectories(_runtime.InCache("with-archive")));
    }

    [Theory]
    [InlineData("cut short")]
    [InlineData("emptied")]
    [InlineData("deleted")]
    [InlineData("a directory without files")]
    public void AnIncompleteCacheIsMadeAnew(string damage)
    {
        RequireUnpacking();
        _runtime.WriteArchive("the library");
        string file = _runtime.InCache("with-archive", "libtensorflow_cc.so.2");
        Assert.Equal(0, _runtime.Place("with-archive").ExitCode);
        switch (damage)
        {
            case "cut short":
                File.WriteAllText(file, "the lib");
                break;
            case "emptied":
                File.WriteAllText(file, "");
                break;
            case "deleted":
                File.Delete(file);
                break;
            default:
                Directory.Delete(_runtime.InCache("with-archive"), recursive: true);
                Directory.CreateDirectory(_runtime.InCache("with-archive"));
                break;
        }

        (int exitCode, string output) = _runtime.Place("with-archive");
        Assert.True(exitCode == 0, output);
        Assert.Contains("is incomplete (libtensorflow_cc.so.2)", output, StringComparison.Ordinal);
        Assert.Equal("the library", File.ReadAllText(file));
        Assert.Equal([_runtime.InCache("with-archive")], Directory.GetDirectories(_runtime.InCache()));
        Assert.DoesNotContain("incomplete", _runtime.Place("with-archive").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ACacheThatCannotBeWrittenIsASentence()
    {
        RequireUnpacking();
        _runtime.WriteArchive("the library");
        (int exitCode, string output) = _runtime.Place("with-archive", cache: "/dev/null/cache");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("could not be put into '/dev/null/cache/tensorflow-runtime/1.0'. Set XDG_CACHE_HOME",
            output, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedArchivePlacesNothing()
    {
        RequireUnpacking();
        _runtime.WriteArchive("the library", memberHash: new string('0', 64));
        (int exitCode, string output) = _runtime.Place("with-archive");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("libtensorflow_cc.so.2", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_runtime.InCache()));
    }

    [Fact]
    public void AWheelComesThroughPipAndKeepsTheLayoutThatCudaNeeds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoShell);
        _runtime.WriteWheel("the library");
        (int exitCode, string output) = _runtime.Place("with-wheel", _runtime.FakePip());
        Assert.True(exitCode == 0, output);
        Assert.Equal("the library", File.ReadAllText(_runtime.InCache("with-wheel", "tensorflow", "libtensorflow_cc.so.2")));
        Assert.Equal([_runtime.InCache("with-wheel")], Directory.GetDirectories(_runtime.InCache()));
        Assert.Contains(
            "download --quiet --no-deps --only-binary :all: --platform any_tag --python-version 3.11",
                _runtime.PipArguments, StringComparison.Ordinal);
    }

    [Fact]
    public void AWheelWithAnotherHashPlacesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoShell);
        _runtime.WriteWheel("the library", hash: new string('0', 64));
        (int exitCode, _) = _runtime.Place("with-wheel", _runtime.FakePip());
        Assert.NotEqual(0, exitCode);
        Assert.Empty(Directory.GetDirectories(_runtime.InCache()));
    }

    [Fact]
    public void WithoutPipOneSentenceSaysWhatToDo()
    {
        _runtime.WriteWheel("the library");
        (int exitCode, string output) = _runtime.Place("with-wheel", "no-such-pip");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("'no-such-pip' does not run: install pip", output, StringComparison.Ordinal);
        Assert.Contains("TENSORFLOW_NATIVE_DIRECTORY", output, StringComparison.Ordinal);
    }

    /// <summary>Only linux-x64 has an archive, and its tools unpack it.</summary>
    private static void RequireUnpacking() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && Repository.Has("tar") && Repository.Has("xz"), "Unpacking an archive needs Linux with tar and xz.");
}
