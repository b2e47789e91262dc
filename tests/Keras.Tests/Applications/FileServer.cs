using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Keras.Tests.Applications;

/// <summary>An HTTP server of one file, which can break off, refuse ranges and answer with errors.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<Answer> answers = new();

    public FileServer(byte[] content, params Answer[] answers)
    {
        Content = content;
        foreach (Answer answer in answers)
            this.answers.Enqueue(answer);
        listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/file.bin");
        _ = Task.Run(AcceptAsync);
    }

    public Uri Address { get; }

    public byte[] Content { get; set; }

    /// <summary>The mark of the version of the file; null for none.</summary>
    public string? ETag { get; set; } = "\"1\"";

    public bool HasRanges { get; set; } = true;

    /// <summary>Path, Range and If-Range of each request.</summary>
    public ConcurrentQueue<(string Path, string? Range, string? IfRange)> Requests { get; } = new();

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => AnswerAsync(client));
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
                string path = (await reader.ReadLineAsync(stop.Token))!.Split(' ')[1];
                Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } line)
                {
                    int colon = line.IndexOf(':', StringComparison.Ordinal);
                    headers[line[..colon]] = line[(colon + 1)..].Trim();
                }
                string? range = headers.GetValueOrDefault("Range"), ifRange = headers.GetValueOrDefault("If-Range");
                Requests.Enqueue((path, range, ifRange));
                await WriteAsync(stream, answers.TryDequeue(out Answer? answer) ? answer : new(), range, ifRange);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has gone.
            }
        }
    }

    private async Task WriteAsync(NetworkStream stream, Answer answer, string? range, string? ifRange)
    {
        byte[] content = Content;
        int from = HasRanges && range is not null && (ifRange is null || ifRange == ETag)
            ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        string usual = from >= content.Length ? "416 Range Not Satisfiable" : from > 0 ? "206 Partial Content" : "200 OK";
        string status = answer.Status ?? usual;
        byte[] body = status[0] == '2' ? content[from..] : [];
        StringBuilder head = new($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n");
        if (ETag is not null)
            head.Append(CultureInfo.InvariantCulture, $"ETag: {ETag}\r\n");
        if (status.StartsWith("206", StringComparison.Ordinal))
            head.Append(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\n");
        if (status.StartsWith("416", StringComparison.Ordinal))
            head.Append(CultureInfo.InvariantCulture, $"Content-Range: bytes */{content.Length}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n"), stop.Token);
        await stream.WriteAsync(body.AsMemory(0, Math.Min(answer.BreakAfter ?? body.Length, body.Length)), stop.Token);
        await stream.FlushAsync(stop.Token);
        if (answer.Stalls)
            await Task.Delay(Timeout.Infinite, stop.Token);
    }

    /// <summary>How one request is answered.</summary>
    /// <param name="BreakAfter">The number of bytes after which the connection ends.</param>
    /// <param name="Status">Another status.</param>
    /// <param name="Stalls">Whether the connection stays open without another byte.</param>
    public sealed record Answer(int? BreakAfter = null, string? Status = null, bool Stalls = false);
}
