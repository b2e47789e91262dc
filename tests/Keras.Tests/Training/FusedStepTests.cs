using System.Text.Json;
using Keras.Layers;
using Keras.Losses;
using Keras.Optimizers;
using Keras.Regularizers;
using Keras.Tests.Support;
using Keras.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Models of attention whose layers are single operations with kernels of this library, where the machine has them.</summary>
public sealed class FusedStepTests
{
    private const int Samples = 80, Steps = 9, BatchSize = 32;

    private static readonly Fixture Recorded = Fixture.Load("fused/fused");

    public static TheoryData<string, JitCompile> Runs => new()
    {
        { "encoder", JitCompile.Auto }, { "encoder", JitCompile.On }, { "decoder", JitCompile.Auto }, { "decoder", JitCompile.On },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_model_of_Keras_trains_as_in_Keras(string name, JitCompile jitCompile)
    {
        Assert.SkipUnless(jitCompile == JitCompile.Auto || Runtime.HasXla, "The native library has no XLA compiler.");
        using IDisposable machine = StepDivision.WithProcessors(2);
        JsonElement expected = Recorded.Root.GetProperty("models").GetProperty(name);
        using Model model = Model.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "fused", $"{name}.keras"));
        using Tensor x = Value(expected.GetProperty("x")), y = Value(expected.GetProperty("y"));
        model.Compile(model.Optimizer, new SparseCategoricalCrossentropy(fromLogits: true), jitCompile: jitCompile);
        History history = model.Fit(x, y, epochs: 2, batchSize: BatchSize, shuffle: Shuffle.Off, verbose: Verbosity.Silent);

        Assert.True((jitCompile == JitCompile.Auto && IsExpected) == history.Compilation!.IsFused, history.Compilation.Reason);
        double[] wanted = Fixture.Numbers(expected.GetProperty("history"));
        for (int i = 0; i < wanted.Length; i++)
            Assert.Equal(wanted[i], history["loss"][i], 1e-5 * wanted[i]);
        JsonElement[] after = [.. expected.GetProperty("after").EnumerateArray()];
        for (int i = 0; i < after.Length; i++)
        {
            // A softmax does not see what is added to all its scores, so the gradient by this bias is rounding alone, which Adam makes
            // large.
            if (model.Weights[i].Path.EndsWith("key/bias", StringComparison.Ordinal))
                continue;
            using Tensor weight = model.Weights[i].Read();
            double[] numbers = Fixture.Numbers(after[i].GetProperty("values"));
            float[] values = weight.ToArray<float>();
            for (int j = 0; j < numbers.Length; j++)
                Assert.True(
                    Math.Abs(values[j] - numbers[j]) <= 1e-3, $"{model.Weights[i].Path}[{j}]: expected {numbers[j]}, got {values[j]}");
        }
    }

    public static TheoryData<string> Optimizers => ["adam", "amsgrad", "decayed", "sgd", "averaged", "accumulating", "scaled"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Each_optimizer_takes_the_steps_that_it_takes_with_ordinary_operations(string optimizer)
    {
        Assert.SkipUnless(IsExpected, "the machine has none of the kernels");
        Optimizer Create() => optimizer switch
        {
            "amsgrad" => new Adam(0.01, amsgrad: true),
            "decayed" => new AdamW(0.01, weightDecay: 0.1),
            "sgd" => new SGD(0.05, momentum: 0.9),
            "averaged" => new Adam(0.01) { UseEma = true, EmaMomentum = 0.9 },
            "accumulating" => new Adam(0.01) { GradientAccumulationSteps = 2 },
            "scaled" => new LossScaleOptimizer(new Adam(0.01)),
            _ => new Adam(0.01) { GlobalClipNorm = 0.1 },
        };
        (History fused, float[][] fusedWeights) = Train(Network(), Create(), JitCompile.Auto);
        (History plain, float[][] plainWeights) = Train(Network(), Create(), JitCompile.Off);
        Assert.Equal((true, false), (fused.Compilation!.IsFused, plain.Compilation!.IsFused));
        for (int epoch = 0; epoch < 2; epoch++)
            Assert.Equal(plain["loss"][epoch], fused["loss"][epoch], 1e-5 * plain["loss"][epoch]);
        for (int i = 0; i < plainWeights.Length; i++)
        {
            for (int j = 0; j < plainWeights[i].Length; j++)
                Assert.Equal(plainWeights[i][j], fusedWeights[i][j], 1e-3f);
        }
    }

    [Theory]
    [InlineData(BatchSize)]
    [InlineData(3 * BatchSize)]
    [InlineData((4 * BatchSize) + 3)]
    public void Any_number_of_batches_takes_the_steps_that_it_takes_with_ordinary_operations(int samples)
    {
        Assert.SkipUnless(IsExpected, "the machine has none of the kernels");
        (History fused, float[][] fusedWeights) = Train(Network(), new Adam(0.01), JitCompile.Auto, samples: samples);
        (History plain, float[][] plainWeights) = Train(Network(), new Adam(0.01), JitCompile.Off, samples: samples);
        Assert.Equal((true, false), (fused.Compilation!.IsFused, plain.Compilation!.IsFused));
        Assert.Equal(plain["loss"][1], fused["loss"][1], 1e-5 * plain["loss"][1]);
        Assert.Equal(plain["accuracy"][1], fused["accuracy"][1], 1e-6);
        for (int i = 0; i < plainWeights.Length; i++)
        {
            for (int j = 0; j < plainWeights[i].Length; j++)
                Assert.Equal(plainWeights[i][j], fusedWeights[i][j], 1e-3f);
        }
    }

    [Theory]
    [InlineData("dropped scores", "drops scores")]
    [InlineData("small heads", "no multiples of 16")]
    [InlineData("large kernel", "is large")]
    [InlineData("half precision", "computes in")]
    [InlineData("another layer", "has none of the kernels")]
    public void Layers_without_kernels_are_left_to_XLA(string what, string reason)
    {
        Assert.SkipUnless(IsExpected, "the machine has none of the kernels");
        using Model model = what switch
        {
            "dropped scores" => Network(attention: new(2, 16, dropout: 0.1)),
            "small heads" => Network(attention: new(2, 8)),
            "large kernel" => Network(inner: new Dense(8192, "relu")),
            "half precision" => Network(inner: new Dense(32, "relu") { DTypePolicy = "mixed_bfloat16" }),
            _ => Network(inner: new Conv1D(32, 1)),
        };
        Assert.Contains(reason, FusedStep.WhyNot(model), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_shows_while_the_step_is_written_and_leaves_it_to_XLA()
    {
        Assert.SkipUnless(IsExpected && Runtime.HasXla, "the machine has none of the kernels");
        Input x = new([Steps], dtype: DType.Int32);
        KerasTensor h = new Embedding(11, 32) { MaskZero = true }.Apply(x);
        h = new GlobalAveragePooling1D().Apply(new MultiHeadAttention(2, 16).Apply(h, h));
        (History history, _) = Train(new Model(x, new Dense(3).Apply(h)), new Adam(), JitCompile.Auto, classes: 3, isWords: true);
        Assert.Equal((true, false), (history.Compilation!.IsCompiled, history.Compilation.IsFused));
    }

    [Fact]
    public void A_layer_with_a_gradient_in_it_leaves_the_step_to_XLA()
    {
        Assert.SkipUnless(IsExpected && Runtime.HasXla, "the machine has none of the kernels");
        Input x = new([Steps, 16]);
        KerasTensor h = new MultiHeadAttention(2, 16).Apply(x, x);
        h = new Sloped().Apply(h);
        (History history, _) = Train(
            new Model(x, new Dense(3).Apply(new GlobalAveragePooling1D().Apply(h))), new Adam(), JitCompile.Auto, classes: 3);
        Assert.Equal((true, false), (history.Compilation!.IsCompiled, history.Compilation.IsFused));
    }

    private static bool IsExpected => FusedOps.AreSupported && Runtime.HasXla;

    private static Model Network(MultiHeadAttention? attention = null, Layer? inner = null)
    {
        Keras.Initializers.RandomNormal initializer = new(0, 0.3, seed: 4);
        Input x = new([Steps, 16]);
        KerasTensor h = (attention ?? new(2, 16) { KernelInitializer = initializer }).Apply(x, x);
        h = new LayerNormalization().Apply(x + h);
        h += new Dense(16) { KernelInitializer = initializer, KernelRegularizer = new L2(0.01) }.Apply(
            (inner ?? new Dense(32, "relu") { KernelInitializer = initializer }).Apply(h));
        return new(x, new Dense(5) { KernelInitializer = initializer }.Apply(new GlobalAveragePooling1D().Apply(h)));
    }

    private static (History History, float[][] Weights) Train(
        Model model, Optimizer optimizer, JitCompile jitCompile, int classes = 5, bool isWords = false, int samples = Samples)
    {
        using IDisposable machine = StepDivision.WithProcessors(2);
        using Model disposed = model;
        Random random = new(3);
        using Tensor x = isWords
            ? Tensor.Create<int>([.. Enumerable.Range(0, samples * Steps).Select(_ => random.Next(11))], [samples, Steps])
            : Tensor.Create<float>(
                [.. Enumerable.Range(0, samples * Steps * 16).Select(_ => random.NextSingle() - 0.5f)], [samples, Steps, 16]);
        using Tensor y = Tensor.Create<int>([.. Enumerable.Range(0, samples).Select(_ => random.Next(classes))]);
        model.Compile(optimizer, new SparseCategoricalCrossentropy(fromLogits: true), ["accuracy"], jitCompile: jitCompile);
        History history = model.Fit(
            x, y, new FitOptions { Epochs = 2, BatchSize = BatchSize, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent });
        return (history, [.. model.GetWeights().Select(w => w.ToArray<float>())]);
    }

    private static Tensor Value(JsonElement array)
    {
        Shape shape = Shape.Create([.. array.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]);
        double[] numbers = Fixture.Numbers(array.GetProperty("values"));
        return array.GetProperty("dtype").GetString() == "float32"
            ? Tensor.Create<float>([.. numbers.Select(v => (float)v)], shape)
            : Tensor.Create<int>([.. numbers.Select(v => (int)v)], shape);
    }

    /// <summary>The slope of a dense layer, whose own gradient is a second derivative.</summary>
    private sealed class Sloped : Layer
    {
        private readonly Dense dense = new(32, "relu");

        protected internal override bool MixesSamples => false;

        protected override Symbol Call(Symbol x, CallContext context) =>
            Gradients.Of(Ops.Sum(Ops.Square(dense.Apply(x, context))), [x])[0]!.Value;
    }
}
