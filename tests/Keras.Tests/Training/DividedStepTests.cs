using Keras.Layers;
using Keras.Optimizers;
using Keras.Regularizers;
using Keras.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>A step in several compiled parts of the batch computes what the undivided one does.</summary>
public sealed class DividedStepTests
{
    private const int Samples = 150;

    [Theory]
    [InlineData(2, LayerWorkload.Sequence)]
    [InlineData(4, LayerWorkload.Sequence)]
    [InlineData(2, LayerWorkload.Attention)]
    [InlineData(4, LayerWorkload.Attention)]
    public void PartsChangeNothingBeyondRounding(int parts, LayerWorkload workload)
    {
        (History whole, float[][] wholeWeights) = Train(() => Perceptron(workload), 1);
        (History divided, float[][] dividedWeights) = Train(() => Perceptron(workload), parts);
        Assert.Equal((0, true), (whole.Compilation!.Parts, whole.Compilation.CompilesLoop));
        Assert.Equal(
            (parts, workload == LayerWorkload.Attention), (divided.Compilation!.Parts, divided.Compilation.CompilesLoop));
        AssertClose(whole, divided, wholeWeights, dividedWeights);
    }

    [Theory]
    [InlineData(LayerWorkload.Sequence)]
    [InlineData(LayerWorkload.Attention)]
    public void DropoutMasksAreThoseOfTheWholeBatch(LayerWorkload workload)
    {
        Layer[] Layers() =>
            [.. Perceptron(workload)[..1], new Dropout(0.4, seed: 5), new GaussianNoise(0.3, seed: 6), .. Perceptron(workload)[1..]];
        (History whole, float[][] wholeWeights) = Train(Layers, 1);
        (History divided, float[][] dividedWeights) = Train(Layers, 2);
        Assert.Equal(2, divided.Compilation!.Parts);
        AssertClose(whole, divided, wholeWeights, dividedWeights);
    }

    [Fact]
    public void SeveralInputsAndOutputsWithTheirWeightsAreThoseOfTheWholeBatch()
    {
        (History whole, float[][] wholeWeights) = TrainSeveral(1);
        (History divided, float[][] dividedWeights) = TrainSeveral(2);
        Assert.Equal((0, 2), (whole.Compilation!.Parts, divided.Compilation!.Parts));
        Assert.Contains("which_accuracy", whole.Keys);
        AssertClose(whole, divided, wholeWeights, dividedWeights);
    }

    [Fact]
    public void AStepThatMixesSamplesIsNotDivided()
    {
        (History history, _) = Train(() => [.. Perceptron(), new Centered()], 2);
        Assert.Equal(0, history.Compilation!.Parts);
        Assert.Contains("'centered", history.Compilation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AStepThatAddsALossIsNotDivided()
    {
        (History history, _) = Train(() => [new SequenceDense(6) { ActivityRegularizer = new L2(0.01) }, new Dense(3, "softmax")], 2);
        Assert.Equal(0, history.Compilation!.Parts);
        Assert.Contains("adds a loss", history.Compilation.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LayerWorkload.Sequence)]
    [InlineData(LayerWorkload.Attention)]
    public void AStepThatMovesStatisticsIsNotDivided(LayerWorkload workload)
    {
        (History history, _) = Train(() => [new Counter(), .. Perceptron(workload)], 2);
        Assert.Equal(0, history.Compilation!.Parts);
        Assert.Contains("count", history.Compilation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsThatNoSampleChoseAreAddedBeforeTheyAreSquared()
    {
        // The bias of a GRU is two rows, each read by its number.
        Layer[] Layers() => [new Reshape([2, 2]), new GRU(3), new Dense(3, "softmax")];
        (History whole, float[][] wholeWeights) = Train(Layers, 1);
        (History divided, float[][] dividedWeights) = Train(Layers, 2);
        Assert.Equal(2, divided.Compilation!.Parts);
        AssertClose(whole, divided, wholeWeights, dividedWeights);
    }

    [Theory]
    [InlineData(64, 2, 2)]
    [InlineData(64, 3, 2)]
    [InlineData(64, 16, 4)]
    [InlineData(31, 2, 1)]
    [InlineData(33, 2, 1)]
    [InlineData(48, 3, 3)]
    [InlineData(64, 1, 1)]
    public void PartsAreOfEqualSizeAndNotTooSmall(int batchSize, int processors, int parts) =>
        Assert.Equal(parts, StepDivision.Parts(batchSize, processors));

    private static Layer[] Perceptron(LayerWorkload workload = LayerWorkload.Sequence) =>
        [new SequenceDense(6, workload: workload), new Dense(5, "tanh") { KernelRegularizer = new L2(0.01) }, new Dense(3, "softmax")];

    private static (History History, float[][] Weights) Train(Func<Layer[]> layers, int processors)
    {
        using IDisposable machine = StepDivision.WithProcessors(processors);
        using Sequential model = new([new Identity { InputShape = [4] }, .. layers()]);
        Random random = new(3);
        foreach (Weight weight in model.Weights)
        {
            using Tensor value = Tensor.Create<float>(
                [.. Enumerable.Range(0, checked((int)weight.Shape.ElementCount)).Select(_ => (float)(random.NextDouble() - 0.5))],
                    weight.Shape);
            weight.Assign(value);
        }

        float[] x = [.. Enumerable.Range(0, Samples * 4).Select(_ => (float)(random.NextDouble() - 0.5))];
        using Tensor inputs = Tensor.Create<float>(x, [Samples, 4]), targets =
            Tensor.Create<int>([.. Enumerable.Range(0, Samples).Select(_ => random.Next(3))]);
        model.Compile(new Adam(0.01), "sparse_categorical_crossentropy", ["accuracy", "sparse_categorical_crossentropy"]);
        History history = model.Fit(
            inputs, targets, new FitOptions { Epochs = 2, BatchSize = 64, Shuffle = Shuffle.Off, Seed = 1, Verbose = Verbosity.Silent });
        return (history, [.. model.GetWeights().Select(w => w.ToArray<float>())]);
    }

    private static (History History, float[][] Weights) TrainSeveral(int processors)
    {
        using IDisposable machine = StepDivision.WithProcessors(processors);
        Input a = new([4], name: "a"), b = new([3], name: "b");
        Initializer Numbers(int seed) => new Keras.Initializers.RandomNormal(0, 0.5, seed);
        KerasTensor h = new Concatenate().Apply(new SequenceDense(6, Numbers(1)).Apply(a),
            new Dense(4, "tanh") { KernelInitializer = Numbers(2) }.Apply(b));
        using Model model = new(
            [a, b],
            [
                new Dense(3, "softmax") { Name = "which", KernelInitializer = Numbers(3), KernelRegularizer = new L2(0.01) }.Apply(h),
                new Dense(2) { Name = "much", KernelInitializer = Numbers(4) }.Apply(h),
            ]);
        model.Compile(new CompileOptions
        {
            Optimizer = new Adam(0.01),
            Losses = { ["which"] = "sparse_categorical_crossentropy", ["much"] = "mse" },
            LossWeights = { ["much"] = 0.3 },
            Metrics = { ["which"] = ["accuracy"] },
            WeightedMetrics = { ["much"] = ["mae"] },
        });
        Random random = new(4);
        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        using Tensor x = Tensor.Create<float>(Floats(Samples * 4), [Samples, 4]),
            z = Tensor.Create<float>(Floats(Samples * 3), [Samples, 3]);
        using Tensor which = Tensor.Create<int>([.. Enumerable.Range(0, Samples).Select(_ => random.Next(3))]);
        using Tensor much = Tensor.Create<float>(Floats(Samples * 2), [Samples, 2]);
        using Tensor weights = Tensor.Create<float>([.. Floats(Samples).Select(v => v + 1)]);
        History history = model.Fit(
            new() { ["a"] = x, ["b"] = z },
            new() { ["which"] = which, ["much"] = much },
            new FitOptions
            {
                Epochs = 2,
                BatchSize = 64,
                Shuffle = Shuffle.Off,
                Seed = 1,
                Verbose = Verbosity.Silent,
                SampleWeight = new() { ["which"] = weights, ["much"] = weights },
            });
        return (history, [.. model.GetWeights().Select(w => w.ToArray<float>())]);
    }

    private static void AssertClose(History expected, History actual, float[][] expectedWeights, float[][] actualWeights)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (string key in expected.Keys)
        {
            for (int epoch = 0; epoch < 2; epoch++)
                Assert.Equal(expected[key][epoch], actual[key][epoch], 1e-5);
        }

        for (int w = 0; w < expectedWeights.Length; w++)
        {
            for (int i = 0; i < expectedWeights[w].Length; i++)
                Assert.Equal(expectedWeights[w][i], actualWeights[w][i], 1e-5f);
        }
    }

    private sealed class SequenceDense(
        int units, Initializer? initializer = null, LayerWorkload workload = LayerWorkload.Sequence) : Layer
    {
        private Weight kernel = null!;

        protected internal override LayerWorkload Workload => workload;

        protected internal override bool MixesSamples => false;

        protected override void Build(Shape input) => kernel = AddWeight("kernel", [input[^1], units], initializer);

        protected override Symbol Call(Symbol x, CallContext context) => Ops.Tanh(x.MatMul(kernel));
    }

    private sealed class Centered : Layer
    {
        protected override Symbol Call(Symbol x, CallContext context) => Ops.Softmax(x - Ops.Mean(x, axis: 0, keepDims: true));
    }

    private sealed class Counter : Layer
    {
        private Weight count = null!;

        protected internal override bool MixesSamples => false;

        protected override void Build(Shape input) => count = AddWeight("count", [], new Keras.Initializers.Zeros(), trainable: false);

        protected override Symbol Call(Symbol x, CallContext context)
        {
            count.AssignAdd(Ops.Mean(x));
            return x;
        }
    }
}
