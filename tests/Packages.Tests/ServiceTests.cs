using System.Diagnostics;
using System.Net.Http.Json;
using Xunit;

namespace Packages.Tests;

/// <summary>A model behind an ASP.NET minimal API.</summary>
public class ServiceTests(Feed feed)
{
    private const string Program = """
        using Keras;
        using Keras.Layers;

        if (!File.Exists("double.keras"))
        {
            using var made = new Sequential(new Dense(1) { InputShape = [3], UseBias = false, KernelInitializer = Initializer.Constant(2) });
            made.Compile("sgd", "mse");
            made.Save("double.keras");
        }

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(Model.Load("double.keras"));
        builder.Services.AddSingleton(services => services.GetRequiredService<Model>().CreatePredictor(batchSize: 1));
        var app = builder.Build();
        app.MapPost("/predict", (float[] input, Predictor predictor) =>
        {
            var output = new float[1];
            predictor.Run(input, output);
            return output;
        });
        app.Run();
        """;

    [Fact]
    public async Task A_minimal_api_serves_a_model_and_ends_when_it_is_asked_to()
    {
        string directory = feed.NewDirectory("Service");
        Command.Dotnet(directory, "new", "web", "-o", ".");
        Command.Dotnet(directory, "add", "package", "Keras.Cpu", "--prerelease");
        await File.WriteAllTextAsync(Path.Combine(directory, "Program.cs"), Program, TestContext.Current.CancellationToken);
        Command.Dotnet(directory, "build", "-c", "Release", "-o", "built");

        using Process service = Command.Start(Shared.DotnetHost.Path, directory, "built/Service.dll", "--urls", "http://127.0.0.1:0");
        try
        {
            string address = await Address(service);
            using HttpClient client = new() { BaseAddress = new Uri(address) };
            float[][] answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Ask(client, [i, i, 1])));
            Assert.Equal(Enumerable.Range(0, 32).Select(i => (4f * i) + 2), answers.Select(a => a.Single()));
        }
        finally
        {
            using Process kill = Process.Start("kill", ["-TERM", $"{service.Id}"]);
            Assert.True(service.WaitForExit(TimeSpan.FromMinutes(1)));
        }

        Assert.Equal(0, service.ExitCode);
    }

    private static async Task<float[]> Ask(HttpClient client, float[] input)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync("/predict", input);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<float[]>())!;
    }

    private static async Task<string> Address(Process service)
    {
        const string listening = "Now listening on: ";
        while (await service.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(listening, StringComparison.Ordinal) is >= 0 and int at)
                return line[(at + listening.Length)..].Trim();
        }

        throw new InvalidOperationException(await service.StandardError.ReadToEndAsync());
    }
}
