using Keras.Files;
using Keras.Saving;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>What is written takes its place at once, or nothing changes.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryPath path = new(".keras");

    public void Dispose() => path.Dispose();

    [Fact]
    public void A_full_disk_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(path.Value, "old");
        using Sequential model = RoundTripTests.Small();
        IOException error = Assert.Throws<IOException>(() => AtomicFile.Write(path.Value, overwrite: true, stream =>
            KerasArchive.Write(new FullDisk(stream, 5000), ModelJson.Write(model), ModelTree.Write(model, null))));
        Assert.Equal("No space left on device", error.Message);
        AssertOnly("old");
    }

    [Fact]
    public void A_directory_that_is_missing_is_told()
    {
        string inside = Path.Combine(path.Value, "model.keras");
        using Sequential model = RoundTripTests.Small();
        DirectoryNotFoundException error = Assert.Throws<DirectoryNotFoundException>(() => model.Save(inside));
        Assert.Contains($"{inside}: there is no directory '{path.Value}'; make it first", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(path.Value));
    }

    [Fact]
    public void A_directory_is_never_replaced_by_a_file()
    {
        Directory.CreateDirectory(path.Value);
        using Sequential model = RoundTripTests.Small();
        Assert.Contains("got a directory", Assert.Throws<IOException>(() => model.Save(path.Value)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(path.Value));
    }

    [Fact]
    public void A_file_that_is_read_only_stays()
    {
        File.WriteAllText(path.Value, "old");
        File.SetAttributes(path.Value, FileAttributes.ReadOnly);
        Assert.Contains("read-only", Assert.Throws<IOException>(() => Write("new")).Message, StringComparison.Ordinal);
        AssertOnly("old");
        File.SetAttributes(path.Value, FileAttributes.Normal);
    }

    [Fact]
    public void Permissions_are_kept_and_nobody_else_can_read_meanwhile()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix permissions.");
            return;
        }

        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.WriteAllText(path.Value, "old");
        File.SetUnixFileMode(path.Value, mode);
        AtomicFile.Write(path.Value, overwrite: true, stream =>
        {
            stream.Write("new"u8);
            Assert.Equal(mode, new FileInfo(Assert.Single(path.Beside)).UnixFileMode);
        });
        Assert.Equal(mode, File.GetUnixFileMode(path.Value));
        AssertOnly("new");
    }

    [Fact]
    public void Through_a_link_the_file_it_names_is_replaced()
    {
        string file = Path.Combine(Path.GetDirectoryName(path.Value)!, "file.keras");
        File.WriteAllText(file, "old");
        File.CreateSymbolicLink(path.Value, "file.keras");
        Write("new");
        Assert.Equal("new", File.ReadAllText(file));
        Assert.Equal("file.keras", new FileInfo(path.Value).LinkTarget);
        Assert.Equal([file], path.Beside);
    }

    [Fact]
    public void A_link_to_nothing_yet_makes_the_file_it_names()
    {
        string file = Path.Combine(Path.GetDirectoryName(path.Value)!, "file.keras");
        File.CreateSymbolicLink(path.Value, file);
        Write("new");
        Assert.Equal("new", File.ReadAllText(file));
        Assert.Equal(file, new FileInfo(path.Value).LinkTarget);
    }

    [Fact]
    public void Names_as_long_as_they_can_be_are_written()
    {
        string name = new string('n', 255 - ".keras".Length) + ".keras";
        string file = Path.Combine(Path.GetDirectoryName(path.Value)!, name);
        AtomicFile.Write(file, overwrite: false, stream => stream.Write("new"u8));
        Assert.Equal([file], path.Beside);
    }

    [Fact]
    public void What_another_process_is_writing_stays_and_what_a_killed_one_left_goes()
    {
        string folder = Path.GetDirectoryName(path.Value)!;
        string young = Path.Combine(folder, $".keras-saving-{Guid.Empty:N}"), old =
            Path.Combine(folder, $".keras-saving-{Guid.NewGuid():N}"), other = Path.Combine(folder, ".keras");
        foreach (string file in (string[])[young, old, other])
            File.WriteAllText(file, "x");
        foreach (string file in (string[])[old, other])
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-2));
        Write("new");
        Assert.Equal([other, young], path.Beside.Order(StringComparer.Ordinal));
    }

    /// <summary>Links that lead to themselves, to other directories, or to files of others, under names as unfinished files have.</summary>
    [Fact]
    public void What_was_not_made_here_stays_and_links_are_not_followed()
    {
        string folder = Path.GetDirectoryName(path.Value)!, users = Path.Combine(folder, "users");
        string NewName() => Path.Combine(folder, $".keras-saving-{Guid.NewGuid():N}");
        Directory.CreateDirectory(users);
        File.WriteAllText(Path.Combine(users, "file"), "x");
        string named = Path.Combine(folder, ".keras-saving-x"), circle = NewName(), toUsers =
            NewName(), toFile = NewName(), deep = NewName(), fresh = NewName(), left = NewName();
        Directory.CreateDirectory(named);
        File.CreateSymbolicLink(Path.Combine(named, "again"), named);
        Directory.CreateDirectory(circle);
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "file"), "x");
        File.SetLastWriteTimeUtc(Path.Combine(left, "file"), DateTime.UtcNow.AddHours(-2));
        File.CreateSymbolicLink(Path.Combine(circle, "again"), circle);
        File.CreateSymbolicLink(Path.Combine(circle, "users"), users);
        File.CreateSymbolicLink(toUsers, users);
        File.CreateSymbolicLink(toFile, Path.Combine(users, "file"));
        Directory.CreateDirectory(Path.Combine([deep, .. Enumerable.Repeat("a", 20)]));
        Directory.CreateDirectory(fresh);
        File.WriteAllText(Path.Combine(fresh, "young"), "x");
        foreach (string entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.TopDirectoryOnly).Where(e => e != fresh))
            new FileInfo(entry).LastWriteTimeUtc = DateTime.UtcNow.AddHours(-2);
        foreach (string entry in (string[])[named, circle, left, users, deep, fresh, .. Enumerable.Range(0, 20)
            .Select(i => Path.Combine([deep, .. Enumerable.Repeat("a", i + 1)]))])
            Directory.SetLastWriteTimeUtc(entry, DateTime.UtcNow.AddHours(-2));
        Write("new");
        Assert.Equal("new", File.ReadAllText(path.Value));
        Assert.Equal("x", File.ReadAllText(Path.Combine(users, "file")));
        Assert.Equal(new[] { named, circle, toUsers, toFile, deep, fresh, users }
            .Order(StringComparer.Ordinal), path.Beside.Order(StringComparer.Ordinal));
    }

    private void Write(string text) =>
        AtomicFile.Write(path.Value, overwrite: true, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    private void AssertOnly(string text)
    {
        Assert.Equal(text, File.ReadAllText(path.Value));
        Assert.Empty(path.Beside);
    }

    /// <summary>A stream that takes so many bytes.</summary>
    private sealed class FullDisk(Stream inner, long space) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (inner.Position + buffer.Length > space)
                throw new IOException("No space left on device");
            inner.Write(buffer);
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);
    }
}
