using System.Security.Cryptography;
using Keras.Files;
using Keras.Tests.Datasets;
using Xunit;

namespace Keras.Tests.Applications;

/// <summary>Files that are downloaded once and kept.</summary>
public sealed class FileCacheTests : IDisposable
{
    private const string Name = "file.bin";
    private readonly TemporaryDirectory cache = new();
    private readonly byte[] content = new byte[300_000];
    private readonly string hash;

    public FileCacheTests()
    {
        new Random(1).NextBytes(content);
        hash = Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private string Target => Path.Combine(cache.FullName, "datasets", Name);

    private string Part => Target + ".part";

    public void Dispose() => cache.Dispose();

    [Fact]
    public void A_file_is_downloaded_once_and_kept()
    {
        using FileServer server = new(content);
        Received progress = new();

        string path = Get(server, hash, progress: progress);
        string again = Get(server, hash);

        Assert.Equal((Target, Target), (path, again));
        Assert.Equal(content, File.ReadAllBytes(path));
        Assert.Single(server.Requests);
        Assert.Equal(new(Name, content.Length, content.Length), progress.Last);
        Assert.Equal([Target], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void An_MD5_is_checked_too()
    {
        using FileServer server = new(content);

#pragma warning disable CA5351
        string path = Get(server, Convert.ToHexString(MD5.HashData(content)));
#pragma warning restore CA5351

        Assert.Equal(content, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_download_that_breaks_off_goes_on_where_it_was()
    {
        using FileServer server = new(content, new(BreakAfter: 100_000), new(BreakAfter: 50_000));

        string path = Get(server, hash);

        Assert.Equal(content, File.ReadAllBytes(path));
        Assert.Equal([null, "bytes=100000-", "bytes=150000-"], server.Requests.Select(r => r.Range));
        Assert.Equal([null, "\"1\"", "\"1\""], server.Requests.Select(r => r.IfRange));
    }

    [Fact]
    public void A_download_that_is_given_up_is_told_and_goes_on_in_the_next_call()
    {
        using FileServer server = new(content, new(BreakAfter: 100_000), new(BreakAfter: 0), new(BreakAfter: 0));

        DownloadException error = Assert.Throws<DownloadException>(() => Get(server, hash, attempts: 2));
        bool isThere = File.Exists(Target);
        string path = Get(server, hash, attempts: 2);

        Assert.Contains("after 100000 bytes, which the next call goes on from; check the connection and try again", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(server.Address, error.Address);
        Assert.False(isThere);
        Assert.Equal("bytes=100000-", server.Requests.Last().Range);
        Assert.Equal(content, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_connection_without_a_byte_counts_as_broken()
    {
        using FileServer server = new(content, new FileServer.Answer(BreakAfter: 100_000, Stalls: true));

        string path = FileCache.Get(Name, server.Address, hash, Options() with { StallTimeout = TimeSpan.FromSeconds(2) });

        Assert.Equal(content, File.ReadAllBytes(path));
        // A machine that is busy elsewhere may stall the second time, too.
        Assert.Equal([null, "bytes=100000-"], server.Requests.Select(r => r.Range).Take(2));
    }

    [Fact]
    public void A_server_without_ranges_begins_anew()
    {
        using FileServer server = new(content, new FileServer.Answer(BreakAfter: 100_000)) { HasRanges = false };

        Assert.Equal(content, File.ReadAllBytes(Get(server, hash)));
    }

    [Fact]
    public void A_file_that_has_changed_meanwhile_begins_anew()
    {
        using FileServer server = new(content, new(BreakAfter: 100_000), new(BreakAfter: 0));
        _ = Assert.Throws<DownloadException>(() => Get(server, null, attempts: 1));
        byte[] changed = [.. content.Reverse()];
        (server.Content, server.ETag) = (changed, "\"2\"");

        Assert.Equal(changed, File.ReadAllBytes(Get(server, null)));
    }

    [Fact]
    public void The_rest_of_another_file_is_not_joined_to_it()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Part)!);
        File.WriteAllBytes(Part, new byte[1000]);
        using FileServer server = new(content);

        Assert.Equal(content, File.ReadAllBytes(Get(server, hash)));
        Assert.Equal(["bytes=1000-", null], server.Requests.Select(r => r.Range));
    }

    [Fact]
    public void A_part_that_is_complete_only_gets_its_name()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Part)!);
        File.WriteAllBytes(Part, content);
        using FileServer server = new(content);

        Assert.Equal(content, File.ReadAllBytes(Get(server, hash)));
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public void A_hash_that_differs_is_told_and_nothing_is_kept()
    {
        using FileServer server = new([1, 2, 3]);

        DownloadException error = Assert.Throws<DownloadException>(() => Get(server, hash));

        Assert.StartsWith($"'{Name}' from {server.Address}: expected the SHA-256 {hash}, got "
            + $"{Convert.ToHexStringLower(SHA256.HashData(new byte[] { 1, 2, 3 }))}; the file was removed.", error.Message,
                StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Target)!, "*.bin*"));
    }

    [Fact]
    public void A_kept_file_of_another_hash_is_replaced()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        File.WriteAllBytes(Target, [1]);
        using FileServer server = new(content);

        Assert.Equal(content, File.ReadAllBytes(Get(server, hash)));
    }

    [Fact]
    public void A_file_that_the_server_does_not_have_is_told_at_once()
    {
        using FileServer server = new(content, new FileServer.Answer(Status: "404 Not Found"));

        DownloadException error = Assert.Throws<DownloadException>(() => Get(server, hash));

        Assert.Equal($"'{Name}' cannot be downloaded: {server.Address} answered 404 NotFound; check the address, or put the file there by "
            + $"hand: '{Target}'.", error.Message);
        Assert.Single(server.Requests);
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public void A_server_that_is_busy_is_asked_again()
    {
        using FileServer server = new(content, new FileServer.Answer(Status: "503 Service Unavailable"));

        Assert.Equal(content, File.ReadAllBytes(Get(server, hash)));
    }

    [Fact]
    public void A_server_that_is_not_there_is_told()
    {
        FileServer server = new(content);
        server.Dispose();

        DownloadException error = Assert.Throws<DownloadException>(() => Get(server, hash, attempts: 1));

        Assert.StartsWith($"'{Name}' cannot be downloaded from {server.Address}: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith($"; check the connection and try again, or put the file there by hand: '{Target}'.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_is_cancelled_keeps_its_part()
    {
        using FileServer server = new(content, new FileServer.Answer(BreakAfter: 100_000, Stalls: true));
        using CancellationTokenSource cancel = new();
        Received progress = new();
        progress.OnReport = p => cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => FileCache.GetAsync(Name, server.Address, hash, Options() with { Progress = progress }, cancel.Token));

        Assert.False(File.Exists(Target));
        Assert.True(new FileInfo(Part).Length > 0);
        Assert.Equal(content, await File.ReadAllBytesAsync(await FileCache.GetAsync(Name, server.Address, hash, Options())));
    }

    [Fact]
    public async Task Calls_at_once_download_once()
    {
        using FileServer server = new(content);

        string[] paths = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => FileCache.GetAsync(Name, server.Address, hash, Options())));

        Assert.All(paths, p => Assert.Equal(Target, p));
        Assert.Equal(content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([Target], Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_another_process_has_locked_is_waited_for(bool isVerified)
    {
        using FileServer server = new(content);
        string path = Get(server, hash);
        Task<string> again;
        await using (FileStream locked = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            again = FileCache.GetAsync(Name, server.Address, isVerified ? hash : null, Options());
            Assert.False(again.IsCompleted);
        }

        Assert.Equal(Target, await again);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void The_cache_is_that_of_Keras()
    {
        string expected = Environment.GetEnvironmentVariable("KERAS_HOME") is { Length: > 0 } home ? Path.GetFullPath(home)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".keras");

        Assert.Equal(expected, CacheDirectory.Find(null));
    }

    [Fact]
    public void Wrong_arguments_are_told()
    {
        Uri address = new("http://127.0.0.1/file");

        AssertError("FileCache: expected a name without a directory, got 'a/b'; the directory is an option.",
            () => FileCache.Get("a/b", address));
        AssertError("FileCache: expected an address of http or https, got 'ftp://127.0.0.1/file'.",
            () => FileCache.Get(Name, new("ftp://127.0.0.1/file")));
        AssertError("Expected the 64 hexadecimal digits of a SHA-256 or the 32 of an MD5, got 'abc'.",
            () => FileCache.Get(Name, address, "abc"));
    }

    private static void AssertError(string sentence, Func<string> get) =>
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(get).Message, StringComparison.Ordinal);

    private string Get(FileServer server, string? expected, int attempts = 4, IProgress<DownloadProgress>? progress = null) =>
        FileCache.Get(Name, server.Address, expected, Options() with { MaxAttempts = attempts, Progress = progress });

    private FileCacheOptions Options() => new() { Directory = cache.FullName, RetryDelay = TimeSpan.FromMilliseconds(1) };

    /// <summary>Keeps the last report; called on the thread of the download.</summary>
    private sealed class Received : IProgress<DownloadProgress>
    {
        public DownloadProgress? Last { get; private set; }

        public Action<DownloadProgress>? OnReport { get; set; }

        public void Report(DownloadProgress value)
        {
            Last = value;
            OnReport?.Invoke(value);
        }
    }
}
