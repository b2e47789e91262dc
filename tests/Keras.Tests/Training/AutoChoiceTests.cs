using Keras.Layers;
using Keras.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>What <see cref="JitCompile.Auto"/> chooses for each kind of model, on two processors: pinned, because it was
/// measured.</summary>
public sealed class AutoChoiceTests
{
    [Fact]
    public void SmallDenseModelsAreCompiledWithTheirLoop()
    {
        using Sequential model = new(new Flatten { InputShape = [28, 28] },
            new Dense(128, "relu"), new Dropout(0.5), new Dense(10, "softmax"));
        AssertChoice(model, 32, isCompiled: true, parts: 0, "small steps", compilesLoop: true);
    }

    [Fact]
    public void LargeDenseModelsRunWithTheOrdinaryKernels()
    {
        using Sequential model = new(new Dense(1024, "relu") { InputShape = [784] }, new Dense(1024, "relu"), new Dense(10));
        AssertChoice(model, 512, isCompiled: false, parts: 0, "large steps");
    }

    [Fact]
    public void WindowsRunWithTheOrdinaryKernels()
    {
        using Sequential model = new(new MaxPooling2D(2) { InputShape = [28, 28, 1] }, new Flatten(), new Dense(10));
        AssertChoice(model, 128, isCompiled: false, parts: 0, "ordinary kernels");
    }

    [Fact]
    public void ATransformerIsDividedIntoParts()
    {
        Input input = new([28, 28]);
        KerasTensor x = new Dense(64).Apply(input);
        for (int block = 0; block < 2; block++)
        {
            x = new LayerNormalization().Apply(x + new MultiHeadAttention(4, 16).Apply(x, x));
            x = new LayerNormalization().Apply(x + new Dense(64).Apply(new Dense(128, "relu").Apply(x)));
        }

        using Model model = new(input, new Dense(10).Apply(new GlobalAveragePooling1D().Apply(x)));
        if (FusedOps.AreSupported)
            AssertChoice(model, 64, isCompiled: false, parts: 2, "fused kernels");
        else
            AssertChoice(model, 64, isCompiled: true, parts: 2, "sequences", compilesLoop: true);
    }

    [Fact]
    public void RecurrentModelsAreDividedIntoParts()
    {
        foreach (Layer recurrent in (Layer[])
            [
                new LSTM(128) { InputShape = [28, 28] }, new GRU(128) { InputShape = [28, 28] },
                new Bidirectional(new LSTM(64)) { InputShape = [28, 28] },
            ])
        {
            using Sequential model = new(recurrent, new Dense(10));
            AssertChoice(model, 64, isCompiled: true, parts: 2, "sequences");
        }
    }

    [Fact]
    public void ConvolutionsRunWithTheOrdinaryKernels()
    {
        foreach (Layer convolution in (Layer[])
            [
                new Conv2D(32, 3, activation: "relu") { InputShape = [28, 28, 1] }, new DepthwiseConv2D(3) { InputShape = [28, 28, 1] },
                new Conv1D(32, 3) { InputShape = [28, 28] }, new ConvLSTM2D(4, 3) { InputShape = [4, 8, 8, 1] },
            ])
        {
            using Sequential model = new(convolution, new Flatten(), new Dense(10));
            AssertChoice(model, 128, isCompiled: false, parts: 0, "ordinary kernels");
        }
    }

    [Fact]
    public void AResidualNetworkRunsWithTheOrdinaryKernels()
    {
        Input input = new([32, 32, 3]);
        KerasTensor x = Block(input, 16, 1);
        foreach (int filters in (int[])[16, 16, 16, 32, 32, 32, 64, 64, 64])
        {
            int stride = x.Shape[^1] == filters ? 1 : 2;
            KerasTensor shortcut = stride == 1 ? x : new BatchNormalization().Apply(new Conv2D(filters, 1, strides: 2).Apply(x));
            x = new ReLU().Apply(Block(Block(x, filters, stride), filters, 1) + shortcut);
        }

        using Model model = new(input, new Dense(10).Apply(new GlobalAveragePooling2D().Apply(x)));
        AssertChoice(model, 128, isCompiled: false, parts: 0, "ordinary kernels");

        static KerasTensor Block(KerasTensor x, int filters, int stride) =>
            new ReLU().Apply(new BatchNormalization().Apply(new Conv2D(filters, 3, strides: stride, padding: "same").Apply(x)));
    }

    [Fact]
    public void ConvolutionsOverSequencesRunWithTheOrdinaryKernels()
    {
        using Sequential steps = new(
            new Conv1D(32, 8, "relu") { InputShape = [1000, 1] }, new MaxPooling1D(4),
                new Conv1D(64, 8, "relu"), new GlobalAveragePooling1D(), new Dense(10));
        AssertChoice(steps, 64, isCompiled: false, parts: 0, "ordinary kernels");
        using Sequential frames = new(
            new ConvLSTM2D(16, 3, padding: "same") { InputShape = [8, 16, 16, 1] }, new GlobalAveragePooling2D(), new Dense(10));
        AssertChoice(frames, 32, isCompiled: false, parts: 0, "ordinary kernels");
    }

    [Fact]
    public void AnEmbeddingIsCompiledWithTheLoop()
    {
        using Sequential model = new(new Embedding(20000, 64) { InputShape = [200] },
            new GlobalAveragePooling1D(), new Dense(64, "relu"), new Dense(10));
        AssertChoice(model, 64, isCompiled: true, parts: 0, "tables", compilesLoop: true);
    }

    private static void AssertChoice(
        Model model, int batchSize, bool isCompiled, int parts, string reason, bool compilesLoop = false)
    {
        Assert.SkipUnless(Runtime.HasXla, "the native library has no XLA compiler");
        using IDisposable machine = StepDivision.WithProcessors(2);
        CompileOptions options = new() { Losses = new Keras.Losses.SparseCategoricalCrossentropy(fromLogits: true) };
        Compilation choice = Compilation.Choose(
            JitCompile.Auto, model, batchSize, () => StepDivision.WhyNot(model, options), unfused: () => FusedStep.WhyNot(model));
        Assert.Equal((isCompiled, parts, compilesLoop), (choice.IsCompiled, choice.Parts, choice.CompilesLoop));
        Assert.Contains(reason, choice.Reason, StringComparison.Ordinal);
        Assert.Equal(choice, Compilation.Choose(
            JitCompile.Auto, model, batchSize, () => StepDivision.WhyNot(model, options), unfused: () => FusedStep.WhyNot(model)));
    }
}
