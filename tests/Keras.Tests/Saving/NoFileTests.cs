using System.Diagnostics;
using Keras.Datasets;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>What stands where a file is expected: each is told by what it is, and nothing waits for it.</summary>
public sealed class NoFileTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TemporaryPath path = new(".weights.h5");
    private readonly Sequential model = RoundTripTests.Small();

    public static TheoryData<string> Devices => OperatingSystem.IsWindows() ? ["NUL"] : ["/dev/zero", "/dev/null"];

    public void Dispose()
    {
        model.Dispose();
        path.Dispose();
    }

    [Fact]
    public Task A_directory()
    {
        Directory.CreateDirectory(path.Value);
        return AssertRefused("in the directory, which does not have it", arrayMessage: "a directory");
    }

    [Fact]
    public void A_SavedModel()
    {
        model.Export(path.Value);
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => Model.Load(path.Value));
        Assert.Equal($"{path.Value}: is a SavedModel, which has no layers to be trained; run it with SavedModel.Load, or load the .keras "
            + "file of the model.", error.Message);
        Assert.Contains("is a SavedModel", Assert.Throws<ModelFormatException>(() => model.LoadWeights(path.Value)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public Task An_empty_file()
    {
        File.WriteAllBytes(path.Value, []);
        return AssertRefused("an empty file");
    }

    [Fact]
    public Task A_link_to_an_empty_file()
    {
        string file = path.Value + ".empty";
        File.WriteAllBytes(file, []);
        File.CreateSymbolicLink(path.Value, file);
        return AssertRefused("an empty file");
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in directories.");
        using (Process process = Process.Start("mkfifo", path.Value))
            await process.WaitForExitAsync();
        await AssertRefused("a pipe");
        string link = path.Value + ".link";
        File.CreateSymbolicLink(link, path.Value);
        await AssertRefused("a pipe", link);
    }

    [Fact]
    public async Task A_pipe_in_a_directory()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in directories.");
        Directory.CreateDirectory(path.Value);
        using (Process process = Process.Start("mkfifo", Path.Combine(path.Value, "config.json")))
            await process.WaitForExitAsync();
        await AssertRefused("a pipe", arrayMessage: "a directory");
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public Task A_device(string device) => AssertRefused("a device", device);

    [Fact]
    public Task Other_bytes()
    {
        File.WriteAllBytes(path.Value, new byte[5000]);
        return AssertRefused("something else", arrayMessage: "");
    }

    [Fact]
    public async Task A_file_longer_than_an_array_can_be_is_read_where_it_is()
    {
        // A sparse file: its length costs nothing.
        using (FileStream file = File.Create(path.Value))
        {
            file.Write([0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10]);
            file.SetLength(3L << 30);
        }

        await AssertRefused("addresses and lengths of 8 bytes", arrayMessage: "");
    }

    [Fact]
    public void A_file_that_may_not_be_read()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix permissions.");
            return;
        }

        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Permissions do not bind the superuser.");
        model.SaveWeights(path.Value);
        File.SetUnixFileMode(path.Value, UnixFileMode.None);
        UnauthorizedAccessException error = Assert.Throws<UnauthorizedAccessException>(() => model.LoadWeights(path.Value));
        Assert.Contains($"{path.Value}: expected a file that may be read; check its permissions", error.Message, StringComparison.Ordinal);
    }

    private async Task AssertRefused(string message, string? name = null, string? arrayMessage = null)
    {
        name ??= path.Value;
        foreach (Action load in (Action[])[() => Model.Load(name), () => model.LoadWeights(name)])
        {
            ModelFormatException error = await Assert.ThrowsAsync<ModelFormatException>(() => Task.Run(load).WaitAsync(Patience));
            Assert.StartsWith($"{name}: ", error.Message, StringComparison.Ordinal);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.Equal(name, error.Path);
        }

        foreach (Action load in (Action[])[() => IdxFile.Read(name), () => NpyFile.Read(name), () => NpzFile.Read(name)])
        {
            DatasetException error = await Assert.ThrowsAsync<DatasetException>(() => Task.Run(load).WaitAsync(Patience));
            Assert.Contains(arrayMessage ?? message, error.Message, StringComparison.Ordinal);
            Assert.Equal(name, error.Path);
        }
    }
}
