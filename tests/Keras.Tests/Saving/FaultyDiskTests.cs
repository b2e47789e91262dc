using Fuzz.Saving;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>
/// A disk that fails is told by an IOException that names the user's file, and what was there before stays: for every kind of file that is
/// written.
/// </summary>
public sealed class FaultyDiskTests(FaultyDiskTests.Compiled compiled) : IClassFixture<FaultyDiskTests.Compiled>, IDisposable
{
    private const int InputOutput = 5, NoSpace = 28, Quota = 122;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("keras-disk");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>.NET's own flushing says nothing.</summary>
    [FaultyDiskTheory]
    [InlineData(InputOutput)]
    [InlineData(NoSpace)]
    [InlineData(Quota)]
    public void What_the_disk_did_not_take_is_told_and_the_old_file_is_kept(int error)
    {
        Dictionary<string, string> before = Prepare();
        AssertTold(Disk.Run(["write", folder.FullName], "fsync", error, folder.Name), before);
    }

    [FaultyDiskTheory]
    [InlineData(InputOutput)]
    public void A_name_that_the_disk_did_not_take_is_told_and_the_old_file_has_it_again(int error)
    {
        Dictionary<string, string> before = Prepare();
        Dictionary<string, string> said = Disk.Run(["write", folder.FullName], "fsync", error, "=" + folder.FullName);
        // Lines are added to a file that has its name already.
        Assert.Equal("ok", said["csv-append"]);
        said["csv-append"] = said["csv"].Replace(EachFile.Names["csv"], EachFile.Names["csv-append"], StringComparison.Ordinal);
        AssertTold(said, before);
    }

    [FaultyDiskTheory]
    [InlineData(InputOutput)]
    public void A_name_that_the_disk_did_not_take_is_not_there_where_none_was(int error)
    {
        Dictionary<string, string> said = Disk.Run(["write", folder.FullName], "fsync", error, "=" + folder.FullName);
        Assert.All(said, s => Assert.StartsWith("IOException: ", s.Value, StringComparison.Ordinal));
        Assert.Equal(EachFile.Names.Keys, said.Keys);
        Assert.Empty(folder.EnumerateFileSystemInfos());
    }

    [FaultyDiskTheory]
    [InlineData(NoSpace)]
    public void A_full_disk_is_told_by_the_users_name_and_the_old_file_is_kept(int error)
    {
        Dictionary<string, string> before = Prepare();
        // A log is made anew, and empty, when training begins.
        before["csv"] = "";
        AssertTold(Disk.Run(["write", folder.FullName], "write", error, folder.Name), before);
    }

    [FaultyDiskTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_disk_that_cannot_be_read_is_the_readers_own_exception(int from)
    {
        _ = Prepare();
        Dictionary<string, string> said = Disk.Run(["read", folder.FullName], "read", InputOutput, folder.Name, from);
        foreach ((string kind, string text) in said.Where(s => !s.Key.StartsWith("csv", StringComparison.Ordinal)).Skip(from - 1))
        {
            string expected = kind switch
            {
                "npy" or "npz" => "DatasetException: ",
                "export" => "SavedModelException: ",
                _ => "ModelFormatException: "
            };
            Assert.StartsWith(expected, text, StringComparison.Ordinal);
            Assert.Contains(EachFile.Names[kind], text, StringComparison.Ordinal);
            Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        }
    }

    private FaultyDisk Disk => compiled.Disk ?? throw new InvalidOperationException(FaultyDisk.WhyNot);

    private Dictionary<string, string> Prepare()
    {
        Assert.All(Disk.Run(["write", folder.FullName], "none", 0, "none"), s => Assert.Equal("ok", s.Value));
        return Contents();
    }

    private void AssertTold(Dictionary<string, string> said, Dictionary<string, string> before)
    {
        Assert.Equal(EachFile.Names.Keys, said.Keys);
        foreach ((string kind, string text) in said)
        {
            Assert.StartsWith("IOException: ", text, StringComparison.Ordinal);
            Assert.Contains(EachFile.Names[kind], text, StringComparison.Ordinal);
            Assert.DoesNotContain(".keras-saving-", text, StringComparison.Ordinal);
            Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        }

        Dictionary<string, string> after = Contents();
        Assert.Equal(EachFile.Names.Values.Order(StringComparer.Ordinal), folder.EnumerateFileSystemInfos()
            .Select(e => e.Name).Order(StringComparer.Ordinal));
        // Lines that were added to a log are there; that the disk has them is not known.
        Assert.All(after, file => Assert.True(file.Key.StartsWith("csv", StringComparison.Ordinal)
            ? file.Value.StartsWith(before[file.Key], StringComparison.Ordinal) : file.Value == before[file.Key], file.Key));
    }

    private Dictionary<string, string> Contents() =>
        EachFile.Names.ToDictionary(n => n.Key, n => Content(Path.Combine(folder.FullName, n.Value)));

    private static string Content(string path) => Directory.Exists(path)
        ? string.Join('\n', Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(f => $"{f} {Convert.ToHexString(File.ReadAllBytes(f))}"))
        : path.EndsWith(".csv", StringComparison.Ordinal) ? File.ReadAllText(path) : Convert.ToHexString(File.ReadAllBytes(path));

    /// <summary>Compiled once for all.</summary>
    public sealed class Compiled : IDisposable
    {
        internal FaultyDisk? Disk { get; } = FaultyDisk.WhyNot is null ? new() : null;

        public void Dispose() => Disk?.Dispose();
    }
}
