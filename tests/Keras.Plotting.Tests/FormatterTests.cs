using Keras.Interactive;
using Keras.Layers;
using Microsoft.DotNet.Interactive.Formatting;
using TensorFlow;
using Xunit;

namespace Keras.Plotting.Tests;

/// <summary>What notebooks show.</summary>
public sealed class FormatterTests
{
    [Fact]
    public void Histories_models_tensors_and_pictures_show_themselves()
    {
        KerasFormatters.Register();
        using Sequential model = new(new Dense(1) { InputShape = [2] }) { Name = "shown" };
        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        History history = model.Fit(new float[8, 2], new float[8, 1], epochs: 2, verbose: Verbosity.Silent);
        using Tensor table = Tensor.FromArray(new float[,] { { 1, 2.5f }, { 3, 4 } }), row = Tensor.FromArray(new[] { 7 });

        string html = history.ToDisplayString("text/html");
        Assert.Contains("<img width=\"520\" height=\"380\" src=\"data:image/png;base64,", html, StringComparison.Ordinal);
        Assert.Contains("<th>loss</th>", html, StringComparison.Ordinal);
        Assert.Contains("<tr><td>2</td>", html, StringComparison.Ordinal);
        Assert.Contains("Model: &quot;shown&quot;", model.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Contains("<td>2.5</td>", table.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Contains("<pre>int32 [1]: [7]</pre>", row.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Contains("<img", model.PlotModel().ToDisplayString("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_epoch_without_validation_has_an_empty_cell()
    {
        KerasFormatters.Register();
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        History history = model.Fit(new float[8, 2], new float[8, 1], new FitOptions
        {
            Epochs = 4,
            ValidationSplit = 0.5,
            ValidationFrequency = 2,
            Verbose = Verbosity.Silent,
        });

        string html = history.ToDisplayString("text/html");

        Assert.Contains("<tr><td>1</td><td>0</td><td></td></tr><tr><td>2</td><td>0</td><td>0</td></tr>"
            + "<tr><td>3</td><td>0</td><td></td></tr><tr><td>4</td><td>0</td><td>0</td></tr>", html, StringComparison.Ordinal);
    }
}
