using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Packages.Tests;

/// <summary>A notebook's kernel, the real one of .NET Interactive, with the packages.</summary>
public class NotebookTests(Feed feed)
{
    private const string Kernel = "Microsoft.dotnet-interactive", KernelVersion = "1.0.712001";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public void Values_show_themselves_in_cells()
    {
        string directory = feed.NewDirectory("Notebook"), tools = Path.Combine(directory, "tools");
        Assert.SkipUnless(
            Command.Succeeds(Feed.Repository, "tool", "install", Kernel, "--version", KernelVersion, "--tool-path", tools),
            $"The tool {Kernel} {KernelVersion} cannot be installed here.");
        // A folder of packages of its own: another build of the packages may have the same version.
        using Process kernel = Command.Start(
            "env", directory, $"NUGET_PACKAGES={Path.Combine(directory, "packages")}", Path.Combine(tools, "dotnet-interactive"), "stdio",
            "--working-dir", directory);
        try
        {
            _ = kernel.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            Next(kernel, "KernelReady");
            Run(kernel, $"""
                #i "nuget:{feed.Packages}"
                #r "nuget: Keras.Cpu, {feed.Version}"
                #r "nuget: Keras.Interactive, {feed.Version}"
                """);
            Run(kernel, """
                using Keras;
                using Keras.Layers;
                using Keras.Plotting;
                using TensorFlow;

                var model = new Sequential(new Dense(3, "softmax") { InputShape = [2] });
                model.Compile("adam", "sparse_categorical_crossentropy");
                var history = model.Fit(new float[8, 2], new int[8], epochs: 2, verbose: Verbosity.Silent);
                """);

            Assert.Contains("<img width=\"520\"", Run(kernel, "history"), StringComparison.Ordinal);
            Assert.Contains("<pre>Model: &quot;", Run(kernel, "model"), StringComparison.Ordinal);
            Assert.Contains("<img", Run(kernel, "model.PlotModel()"), StringComparison.Ordinal);
            Assert.Contains("<td>2.5</td>", Run(kernel, "Tensor.FromArray(new float[,] { { 1, 2.5f } })"), StringComparison.Ordinal);
        }
        finally
        {
            kernel.Kill(entireProcessTree: true);
        }
    }

    // Runs a cell and returns what it shows as HTML; fails where the cell does.
    private static string Run(Process kernel, string code)
    {
        kernel.StandardInput.WriteLine(JsonSerializer.Serialize(new
        {
            commandType = "SubmitCode",
            command = new { code, targetKernelName = "csharp" },
            token = Guid.NewGuid().ToString("N"),
        }));
        kernel.StandardInput.Flush();
        string shown = "";
        while (true)
        {
            (string kind, JsonElement value) = Next(kernel, "ReturnValueProduced", "CommandSucceeded", "CommandFailed");
            if (kind == "CommandSucceeded")
                return shown;
            if (kind == "CommandFailed")
                Assert.Fail($"{code}: {value}");
            shown += string.Concat(value.GetProperty("formattedValues").EnumerateArray().Select(v => v.GetProperty("value").GetString()));
        }
    }

    private static (string Kind, JsonElement Event) Next(Process kernel, params string[] kinds)
    {
        using CancellationTokenSource late = new(Patience);
        while (kernel.StandardOutput.ReadLineAsync(late.Token).AsTask().GetAwaiter().GetResult() is { } line)
        {
            if (!line.StartsWith('{'))
                continue;
            JsonElement told = JsonDocument.Parse(line).RootElement;
            if (told.TryGetProperty("eventType", out JsonElement kind) && kinds.Contains(kind.GetString()))
                return (kind.GetString()!, told.GetProperty("event").Clone());
        }

        throw new InvalidOperationException("The kernel ended.");
    }
}
