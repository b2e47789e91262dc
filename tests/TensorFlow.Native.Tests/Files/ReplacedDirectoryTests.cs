using TensorFlow.Interop;
using TensorFlow.Tests.Loading;
using Xunit;

namespace TensorFlow.Tests.Files;

/// <summary>A directory is there as a whole at any moment: the old one or the new one.</summary>
public sealed class ReplacedDirectoryTests : IDisposable
{
    private const string Mark = "mark";
    private readonly TemporaryDirectory directory = new();

    private string Target => directory.Combine("target");

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Directories_change_places_at_once()
    {
        Write("old");
        string other = directory.Combine("other");
        Directory.CreateDirectory(other);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux exchanges two directories at once.");
        Assert.True(FileSystem.Exchange(Target, other));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Target));
        Assert.Equal("old", File.ReadAllText(Path.Combine(other, Mark)));
        Assert.False(FileSystem.Exchange(Target, directory.Combine("nothing")));
    }

    [Fact]
    public async Task Whoever_looks_finds_it_whole()
    {
        Write("0");
        using CancellationTokenSource done = new();
        using SemaphoreSlim began = new(0);
        Task<int> looking = Task.Run(() =>
        {
            int looks = 0;
            began.Release();
            for (; !done.IsCancellationRequested; looks++)
                Assert.True(Directory.Exists(Target));
            return looks;
        });
        await began.WaitAsync();
        for (int i = 1; i <= 200; i++)
            Write($"{i}");
        await done.CancelAsync();
        if (OperatingSystem.IsLinux())
            Assert.NotEqual(0, await looking);
        Assert.Equal("200", Read());
        AssertOnly("target");
    }

    [Fact]
    public void A_failure_changes_nothing()
    {
        Write("old");
        Assert.Throws<InvalidDataException>(() => ReplacedDirectory.Write(Target, Mark, temporary =>
        {
            File.WriteAllText(Path.Combine(temporary, Mark), "new");
            throw new InvalidDataException();
        }));
        Assert.Equal("old", Read());
        AssertOnly("target");
    }

    [Fact]
    public void Permissions_are_kept()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix permissions.");
            return;
        }

        Write("old");
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(Target, mode);
        Write("new");
        Assert.Equal(mode, new DirectoryInfo(Target).UnixFileMode);
    }

    [Fact]
    public void Through_a_link_the_directory_it_names_is_replaced()
    {
        Directory.CreateDirectory(directory.Combine("real"));
        Directory.CreateSymbolicLink(Target, "real");
        Write("new");
        Assert.Equal("new", File.ReadAllText(directory.Combine("real", Mark)));
        Assert.Equal("real", new DirectoryInfo(Target).LinkTarget);
        AssertOnly("real", "target");
    }

    private void Write(string content) =>
        ReplacedDirectory.Write(Target, Mark, temporary => File.WriteAllText(Path.Combine(temporary, Mark), content));

    private string Read() => File.ReadAllText(Path.Combine(Target, Mark));

    private void AssertOnly(params string[] names) =>
        Assert.Equal(names, Directory.EnumerateFileSystemEntries(directory.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
