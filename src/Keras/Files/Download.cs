using System.Diagnostics;
using System.Globalization;
using System.Net;
using TensorFlow.Interop;

namespace Keras.Files;

/// <summary>One download: attempts that each resume the last one, the verification of the hash, and the renaming of the complete
/// file.</summary>
/// <param name="address">The address.</param>
/// <param name="path">The file.</param>
/// <param name="expected">The expected hash; null for none.</param>
/// <param name="options">The arguments.</param>
internal sealed class Download(Uri address, string path, FileHash? expected, FileCacheOptions options)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);
    private static readonly HttpClient Client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly string partPath = path + ".part";
    private readonly string name = Path.GetFileName(path);
    private readonly TerminalProgress? shown = options.Progress is null ? TerminalProgress.OfConsole() : null;
    private string? tag;
    private long lastReport;

    private string TagPath => partPath + ".etag";

    /// <summary>Downloads the file.</summary>
    /// <param name="isThere">Tells whether another process has downloaded the file meanwhile.</param>
    /// <param name="cancellationToken">Cancels the download; what was received is kept.</param>
    /// <exception cref="DownloadException">The file cannot be downloaded, or has another hash.</exception>
    public async Task RunAsync(Func<Task<bool>> isThere, CancellationToken cancellationToken)
    {
        (FileStream part, bool hasWaited) = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (part.ConfigureAwait(false))
        {
            if (hasWaited && await isThere().ConfigureAwait(false))
            {
                Remove(partPath);
                return;
            }

            bool isResumed = part.Length > 0;
            await ReceiveAsync(part, cancellationToken).ConfigureAwait(false);
            if (await DigitsAsync(part, cancellationToken).ConfigureAwait(false) is { } wrong)
            {
                // The part of an earlier call may be of another file.
                if (isResumed)
                {
                    part.SetLength(0);
                    await ReceiveAsync(part, cancellationToken).ConfigureAwait(false);
                    wrong = await DigitsAsync(part, cancellationToken).ConfigureAwait(false);
                }

                if (wrong is not null)
                {
                    Remove(partPath);
                    Remove(TagPath);
                    throw new DownloadException(address,
                        $"'{name}' from {address}: expected the {expected!.Function} {expected.Digits}, got {wrong}; the file was removed. "
                        + "Try again, or ask who gave the file whether it has changed.");
                }
            }

            // FlushAsync alone leaves the bytes with the system, and .NET's own flush to the disk says nothing of its failure.
            FileSystem.Flush(part.SafeFileHandle, path);
            File.Move(partPath, path, overwrite: true);
            FileSystem.FlushDirectory(Path.GetDirectoryName(path)!, path);
            Remove(TagPath);
        }
    }

    // Held by one process at a time; another one waits for the file.
    private async Task<(FileStream Part, bool HasWaited)> OpenAsync(CancellationToken cancellationToken)
    {
        for (bool hasWaited = false; ; hasWaited = true)
        {
            try
            {
                // On Windows a file that is open can be renamed only where that is shared; elsewhere sharing it would not lock it.
                FileShare share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
                return (new(partPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, 1 << 16, useAsync: true), hasWaited);
            }
            catch (IOException e) when (LockedFile.IsLocked(e))
            {
                await Task.Delay(LockedFile.Poll, cancellationToken).ConfigureAwait(false);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new IOException($"'{partPath}' cannot be written; set KERAS_HOME to a directory of your own.", e);
            }
        }
    }

    private async Task ReceiveAsync(FileStream part, CancellationToken cancellationToken)
    {
        tag = File.Exists(TagPath) ? await File.ReadAllTextAsync(TagPath, cancellationToken).ConfigureAwait(false) : null;
        // Without a hash and a mark of the version nothing would tell that the rest belongs to another file.
        if (tag is null && expected is null)
            part.SetLength(0);
        TimeSpan delay = options.RetryDelay;
        for (int failures = 0; ;)
        {
            long before = part.Length;
            try
            {
                if (await AttemptAsync(part, cancellationToken).ConfigureAwait(false))
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException or TimeoutException or BrokenOffException)
            {
                if (part.Length > before)
                    (failures, delay) = (0, options.RetryDelay);
                if (++failures >= options.MaxAttempts || e is HttpRequestException { StatusCode: { } status } && !IsTransient(status))
                    throw GivenUp(part, e);
            }

            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            delay *= 2;
        }
    }

    // Whether the file is complete; otherwise it begins anew.
    private async Task<bool> AttemptAsync(FileStream part, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            stall.CancelAfter(options.StallTimeout);
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            if (part.Length > 0)
            {
                request.Headers.Range = new(part.Length, null);
                if (tag is not null)
                    request.Headers.TryAddWithoutValidation("If-Range", tag);
            }

            using HttpResponseMessage response =
                await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && part.Length > 0)
            {
                if (response.Content.Headers.ContentRange?.Length == part.Length)
                    return true;
                part.SetLength(0);
                return false;
            }

            response.EnsureSuccessStatusCode();
            long start = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From ?? -1 : 0;
            if (start > part.Length || start < 0)
            {
                part.SetLength(0);
                return false;
            }

            part.SetLength(start);
            await KeepTagAsync(response, cancellationToken).ConfigureAwait(false);
            long? total = start + response.Content.Headers.ContentLength;
            await CopyAsync(response, part, total, stall).ConfigureAwait(false);
            if (part.Length < total)
                throw new BrokenOffException("the connection was closed");
            Report(part.Length, total, isLast: true);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(
                CultureInfo.InvariantCulture, $"no byte came in {options.StallTimeout.TotalSeconds:0.#} seconds"));
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, FileStream part, long? total, CancellationTokenSource stall)
    {
        Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            part.Position = part.Length;
            byte[] buffer = new byte[1 << 16];
            while (await ReadAsync(body, buffer, stall.Token).ConfigureAwait(false) is > 0 and int read)
            {
                // What the disk says is no broken connection.
                await part.WriteAsync(buffer.AsMemory(0, read), stall.Token).ConfigureAwait(false);
                stall.CancelAfter(options.StallTimeout);
                Report(part.Position, total, isLast: false);
            }

            await part.FlushAsync(stall.Token).ConfigureAwait(false);
        }
    }

    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (e is not HttpIOException)
        {
            throw new BrokenOffException(e.Message, e);
        }
    }

    private async Task KeepTagAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        tag = response.Headers.ETag is { IsWeak: false } strong ? strong.ToString() : null;
        if (tag is null)
            Remove(TagPath);
        else
            await File.WriteAllTextAsync(TagPath, tag, cancellationToken).ConfigureAwait(false);
    }

    // Null where the hash is right.
    private async Task<string?> DigitsAsync(FileStream part, CancellationToken cancellationToken)
    {
        if (expected is null)
            return null;
        string digits = await expected.OfStreamAsync(part, cancellationToken).ConfigureAwait(false);
        return digits == expected.Digits ? null : digits;
    }

    private DownloadException GivenUp(FileStream part, Exception reason)
    {
        shown?.Close();
        string kept = part.Length == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $" after {part.Length} bytes, which the next call goes on from");
        string hand = $"or put the file there by hand: '{path}'";
        if (part.Length == 0)
        {
            Remove(partPath);
            Remove(TagPath);
        }

        return reason is HttpRequestException { StatusCode: { } status }
            ? new(address, $"'{name}' cannot be downloaded: {address} answered {(int)status} {status}{kept}; check the address, {hand}.",
                reason)
            : new(address, $"'{name}' cannot be downloaded from {address}: {Sentence(reason)}{kept}; check the connection and try "
                + $"again, {hand}.",
                reason);
    }

    private static string Sentence(Exception reason) => reason.Message.TrimEnd('.');

    private static bool IsTransient(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    private void Report(long received, long? total, bool isLast)
    {
        if ((options.Progress ?? shown) is not { } progress || (!isLast && Stopwatch.GetElapsedTime(lastReport) < ReportInterval))
            return;
        lastReport = Stopwatch.GetTimestamp();
        progress.Report(new(name, received, total));
        if (isLast)
            shown?.Close();
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next download replaces the file.
        }
    }

    /// <summary>A connection that ended too early.</summary>
    private sealed class BrokenOffException(string message, Exception? inner = null) : IOException(message, inner);
}
