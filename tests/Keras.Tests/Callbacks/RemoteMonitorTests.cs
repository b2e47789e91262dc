using System.Net;
using System.Text;
using Keras.Callbacks;
using Keras.Tests.Training;
using Xunit;

namespace Keras.Tests.Callbacks;

public sealed class RemoteMonitorTests
{
    [Theory]
    [InlineData(false, "application/x-www-form-urlencoded", "data=")]
    [InlineData(true, "application/json", "")]
    public async Task Each_epoch_is_sent_as_Keras_sends_it(bool json, string contentType, string begin)
    {
        (HttpListener server, string root) = Serve();
        using (server)
        {
            Task<(string Path, string? Type, string? Header, string Body)> received = Receive(server);
            using Sequential model = Toy.Linear();
            History history = await Task.Run(
                () => model.Fit(Toy.X, Toy.Y, Toy.Silent(
                    1, 4, new RemoteMonitor(root) { SendAsJson = json, Headers = new Dictionary<string, string> { ["X-Run"] = "7" } })),
                TestContext.Current.CancellationToken);
            (string path, string? type, string? header, string body) = await received;
            Assert.Equal("/publish/epoch/end/", path);
            Assert.Equal((contentType, "7"), (type, header));
            string document = json ? body : WebUtility.UrlDecode(body);
            Assert.StartsWith(begin + "{\"epoch\":0,\"loss\":", document, StringComparison.Ordinal);
            Assert.Empty(history.Warnings);
        }
    }

    [Fact]
    public void A_server_that_is_not_there_is_a_warning()
    {
        (HttpListener server, string root) = Serve();
        server.Close();
        using Sequential model = Toy.Linear();
        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, new RemoteMonitor(root)));
        Assert.Contains("could not reach", Assert.Single(history.Warnings), StringComparison.Ordinal);
        Assert.Equal(2, history.Epochs.Count);
    }

    private static (HttpListener Server, string Root) Serve()
    {
        // A port may be taken between the look and the use: another is tried.
        for (int i = 0; ; i++)
        {
            string root = $"http://127.0.0.1:{Random.Shared.Next(20000, 60000)}";
            HttpListener server = new();
            server.Prefixes.Add(root + "/");
            try
            {
                server.Start();
                return (server, root);
            }
            catch (HttpListenerException) when (i < 20)
            {
                server.Close();
            }
        }
    }

    private static async Task<(string Path, string? Type, string? Header, string Body)> Receive(HttpListener server)
    {
        HttpListenerContext context = await server.GetContextAsync();
        using StreamReader reader = new(context.Request.InputStream, Encoding.UTF8);
        string body = await reader.ReadToEndAsync();
        context.Response.Close();
        return (context.Request.Url!.AbsolutePath, context.Request.ContentType, context.Request.Headers["X-Run"], body);
    }
}
