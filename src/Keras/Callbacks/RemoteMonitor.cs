using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Keras.Callbacks;

/// <summary>
/// Sends the metrics of each epoch to a server by HTTP POST, as JSON or as a field of a form (keras.callbacks.RemoteMonitor). A server that
/// does not answer is a warning, not the end of training.
/// </summary>
/// <param name="root">The server's address. Default: <c>http://localhost:9000</c>.</param>
/// <param name="path">The path on the server. Default: <c>/publish/epoch/end/</c>.</param>
public sealed class RemoteMonitor(string root = "http://localhost:9000", string path = "/publish/epoch/end/") : Callback
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Uri address = new(root + path, UriKind.Absolute);

    /// <summary>The field of the form that has the JSON. Default: "data".</summary>
    public string Field { get; init; } = "data";

    /// <summary>Headers that are sent with each request. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the request's body is JSON (<c>application/json</c>) instead of a form. Default: false.</summary>
    public bool SendAsJson { get; init; }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        using HttpClient client = new() { Timeout = Patience };
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = Content(Json(epoch, logs)) };
        foreach ((string name, string value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using HttpResponseMessage answer = client.Send(request);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            Model.Warn($"RemoteMonitor could not reach {address}: {failure.Message}");
        }
    }

    private HttpContent Content(string json) => SendAsJson
        ? new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"))
        : new FormUrlEncodedContent([new(Field, json)]);

    private static string Json(int epoch, Logs logs)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("epoch", epoch);
            foreach (string name in logs.Names)
            {
                writer.WritePropertyName(name);
                WriteValue(writer, logs, name);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteValue(Utf8JsonWriter writer, Logs logs, string name)
    {
        if (!logs.IsList(name))
        {
            WriteNumber(writer, logs[name]);
            return;
        }

        writer.WriteStartArray();
        foreach (double value in logs.GetValues(name))
            WriteNumber(writer, value);
        writer.WriteEndArray();
    }

    // JSON has no NaN and no infinities; Python writes these words.
    private static void WriteNumber(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteRawValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity", skipInputValidation: true);
    }
}
