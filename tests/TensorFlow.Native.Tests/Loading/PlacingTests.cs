using Xunit;

namespace TensorFlow.Tests.Loading;

/// <summary>The build's step that fills the per-user cache, with a manifest, an archive and a wheel of a few bytes.</summary>
public sealed class PlacingTests : IDisposable
{
    private readonly TinyRuntime _runtime = new();

    public void Dispose() => _runtime.Dispose();

    [Fact]
    public void AnArchiveIsPlacedOnceAndWhatAKilledBuildLeftIsRemoved()
    {
        if (!OperatingSystem.IsLinux())
            return; // Only linux-x64 has an archive.
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
        if (!OperatingSystem.IsLinux())
            return;
        _runtime.WriteArchive("the library");
        (int ExitCode, string Output)[] results = new (int, string)[2];
        Parallel.For(0, 2, i => results[i] = _runtime.Place("with-archive"));
        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.Output));
        Assert.Equal([_runtime.InCache("with-archive")], Directory.GetDirectories(_runtime.InCache()));
        Assert.Empty(Directory.GetDirectories(_runtime.InCache("with-archive")));
    }

    [Fact]
    public void ADamagedArchivePlacesNothing()
    {
        if (!OperatingSystem.IsLinux())
            return;
        _runtime.WriteArchive("the library", memberHash: new string('0', 64));
        (int exitCode, string output) = _runtime.Place("with-archive");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("libtensorflow_cc.so.2", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_runtime.InCache()));
    }

    [Fact]
    public void AWheelComesThroughPipAndKeepsTheLayoutThatCudaNeeds()
    {
        if (OperatingSystem.IsWindows())
            return; // The pip of this test is a shell script.
        _runtime.WriteWheel("the library");
        (int exitCode, string output) = _runtime.Place("with-wheel", _runtime.FakePip());
        Assert.True(exitCode == 0, output);
        Assert.Equal("the library", File.ReadAllText(_runtime.InCache("with-wheel", "tensorflow", "libtensorflow_cc.so.2")));
        Assert.Equal([_runtime.InCache("with-wheel")], Directory.GetDirectories(_runtime.InCache()));
        Assert.Contains(
            "download --quiet --no-deps --only-binary :all: --platform any_tag --python-version 3.11", _runtime.PipArguments, StringComparison.Ordinal);
    }

    [Fact]
    public void AWheelWithAnotherHashPlacesNothing()
    {
        if (OperatingSystem.IsWindows())
            return;
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
}
