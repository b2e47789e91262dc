using Keras.Layers;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Data, losses and metrics that do not belong to the model's inputs and outputs are refused in one sentence, before anything
/// runs.</summary>
public sealed class WrongColumnsTests
{
    private static readonly float[,] Image = Toy.Rows(8, 4);
    private static readonly float[,] Meta = Toy.Rows(8, 2);
    private static readonly float[,] Rows = Toy.OneHot(8, 3);
    private static readonly float[,] Odd = Toy.Rows(8, 1);

    [Theory]
    [InlineData("no input", "Fit: the input 'meta' of the model 'm' is missing; give each of 'image', 'meta'.")]
    [InlineData("unknown input", "Fit: the model 'm' has no input 'other'; its inputs are 'image', 'meta'.")]
    [InlineData("one input", "Fit: the model 'm' has 2 inputs ('image', 'meta'), got 1; give them by name, or a list in this order.")]
    [InlineData("no target", "Fit: the target of the output 'odd' of the model 'm' is missing; give each of 'digit', 'odd'.")]
    [InlineData("unknown target", "Fit: the model 'm' has no output 'even'; its outputs are 'digit', 'odd'.")]
    [InlineData("one target",
        "Fit: expected targets for 2 outputs of the model 'm' ('digit', 'odd'), got 1; give them by name, or a list in this order.")]
    [InlineData("unknown weight", "Fit: the model 'm' has no output 'even'; its outputs are 'digit', 'odd'.")]
    [InlineData("three weights",
        "Fit: expected sample weights for 2 outputs ('digit', 'odd'), got 3; give one array for all outputs, or one for each.")]
    [InlineData("class weight",
        "Fit: class weights are for models of one output, got targets for 2; give sample weights for each output instead.")]
    [InlineData("stream", "Fit: the input 'meta' of the model 'm' is missing; give each of 'image', 'meta'.")]
    [InlineData("validation", "Fit, validation data: the model 'm' has no output 'even'; its outputs are 'digit', 'odd'.")]
    public void Columns_that_are_not_the_models_are_named(string what, string message)
    {
        using Model model = Compiled();
        Data x = new() { ["image"] = Image, ["meta"] = Meta }, y = [Rows, Odd];
        ArgumentException thrown = Assert.ThrowsAny<ArgumentException>(() => what switch
        {
            "no input" => model.Fit(new() { ["image"] = Image }, y, Toy.Silent()),
            "unknown input" => model.Fit(new() { ["image"] = Image, ["other"] = Meta }, y, Toy.Silent()),
            "one input" => model.Fit(Image, y, Toy.Silent()),
            "no target" => model.Fit(x, new() { ["digit"] = Rows }, Toy.Silent()),
            "unknown target" => model.Fit(x, new() { ["digit"] = Rows, ["even"] = Odd }, Toy.Silent()),
            "one target" => model.Fit(x, Rows, Toy.Silent()),
            "unknown weight" => model.Fit(x, y, Toy.Silent() with { SampleWeight = new() { ["even"] = new float[8] } }),
            "three weights" => model.Fit(x, y, Toy.Silent() with { SampleWeight = [new float[8], new float[8], new float[8]] }),
            "class weight" => model.Fit(x, y, Toy.Silent() with { ClassWeight = new() { [0] = 2 } }),
            "stream" => model.Fit(Dataset.FromBatches([new Batch(new Data { ["image"] = Image }, y)]), Toy.Silent()),
            _ => model.Fit(x, y, Toy.Silent() with { ValidationData = (x, (Data)new() { ["digit"] = Rows, ["even"] = Odd }) }),
        });
        Assert.Equal(message, thrown.Message.Split(" (Parameter", 2)[0]);
    }

    [Fact]
    public void Columns_of_other_lengths_and_shapes_are_named()
    {
        using Model model = Compiled();
        Data y = [Rows, Odd];
        ShapeException thrown = Assert.Throws<ShapeException>(
            () => model.Fit(new() { ["image"] = Image, ["meta"] = Toy.Rows(7, 2) }, y, Toy.Silent()));
        Assert.Equal("Expected as many inputs 'meta' as inputs 'image', got 8 inputs 'image' float32 [8, 4] and 7 inputs 'meta' float32 "
            + "[7, 2].", thrown.Message);
        thrown = Assert.Throws<ShapeException>(() => model.Fit([Image, Meta], [Rows, Toy.Rows(6, 1)], Toy.Silent()));
        Assert.Equal("Expected as many targets 1 as inputs 0, got 8 inputs 0 float32 [8, 4] and 6 targets 1 float32 [6, 1].",
            thrown.Message);
        thrown = Assert.Throws<ShapeException>(() => model.PredictAll([Image, Toy.Rows(8, 5)]));
        Assert.Equal("Predict: expected the input 'meta' to have shape [?, 2], got [?, 5].", thrown.Message);
        thrown = Assert.Throws<ShapeException>(() => model.Fit([Image, Meta], y, Toy.Silent() with { SampleWeight = Rows }));
        Assert.StartsWith("Fit: expected one weight for each sample, of shape [samples], where all outputs share them, got [?, 3]",
            thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_and_metrics_are_for_outputs_that_are_there()
    {
        using Model model = Build();
        Refused(new() { Losses = { ["digit"] = "mse", ["even"] = "mse" } },
            "Compile: a loss for an output 'even', which the model 'm' does not have; its outputs are 'digit', 'odd'.");
        Refused(new() { Losses = { ["digit"] = "mse" } },
            "Compile: expected a loss for each output of the model 'm', got none for 'odd'; give null for an output without a loss.");
        Refused(new() { Losses = ["mse"] },
            "Compile: expected losses for 2 outputs of the model 'm' ('digit', 'odd'), got 1; give a dictionary by name, or a list in this "
            + "order.");
        Refused(new() { Losses = "mse", Metrics = ["mae"] },
            "Compile: expected metrics for 2 outputs of the model 'm' ('digit', 'odd'), got 1; give a dictionary by name, or a list in "
            + "this order.");
        Refused(
            new() { Losses = "mse", WeightedMetrics = { ["digits"] = ["mae"] } },
            "Compile: a weighted metric for an output 'digits', which the model 'm' does not have; did you mean 'digit'?");
        Refused(
            new() { Losses = "mse", LossWeights = { ["digits"] = 1 } },
            "Compile: a loss weight for an output 'digits', which the model 'm' does not have; did you mean 'digit'?");
        Assert.False(model.IsCompiled);
        void Refused(CompileOptions options, string message) =>
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => model.Compile(options)).Message);
    }

    [Fact]
    public void A_model_of_one_input_takes_no_list_of_rows_for_a_list_of_inputs()
    {
        using Sequential model = Toy.Linear();
        string message = Assert.Throws<ArgumentException>(() => model.Predict([new float[] { 1, 2 }, new float[] { 3, 4 }])).Message;
        Assert.Contains("has 1 input ", message, StringComparison.Ordinal);
        Assert.Contains("Data.FromRows", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_minimize_is_told()
    {
        using Model model = Build();
        model.Compile(new CompileOptions());
        Assert.Contains("has no loss to compute", Assert.Throws<InvalidOperationException>(
            () => model.Fit([Image, Meta], [Rows, Odd], Toy.Silent())).Message, StringComparison.Ordinal);
    }

    private static Model Compiled()
    {
        Model model = Build();
        model.Compile(new CompileOptions { Losses = "mse", JitCompile = JitCompile.Off });
        return model;
    }

    private static Model Build()
    {
        Input image = new([4], name: "image"), meta = new([2], name: "meta");
        KerasTensor h = new Concatenate().Apply(image, meta);
        return new([image, meta], [new Dense(3) { Name = "digit" }.Apply(h), new Dense(1) { Name = "odd" }.Apply(h)], name: "m");
    }
}
