using Keras.Layers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// What fails natively inside a loss, a metric, an optimizer or a custom function is one sentence that names it, as that of a layer
/// does.
/// </summary>
[Collection(AloneInTheProcess.Name)]
public sealed class PartErrorTests
{
    [Theory]
    [InlineData("loss", "odd_loss 'odd_loss'")]
    [InlineData("metric", "'odd_metric'")]
    [InlineData("optimizer", "OddOptimizer 'odd_optimizer'")]
    [InlineData("regularizer", "'net/last/kernel'")]
    [InlineData("constraint", "OddConstraint 'sgd/net/last/kernel'")]
    [InlineData("Data.Map", "'Data.Map'")]
    [InlineData("Dataset.Map", "'Dataset.Map'")]
    public void AKernelThatFailsNamesThePart(string part, string named)
    {
        using Sequential model = new(new Dense(1)
        {
            Name = "last",
            InputShape = [2],
            KernelRegularizer = part == "regularizer" ? Regularizer.From(x => Ops.Sum(Fail(x))) : null,
            KernelConstraint = part == "constraint" ? new OddConstraint() : null,
        })
        {
            Name = "net",
        };
        Loss loss = part == "loss" ? Loss.From((y, p) => Ops.Mean(Fail(y - p), -1), "odd_loss") : "mse";
        Metric[] metrics = part == "metric" ? [Metric.From((y, p) => Ops.Mean(Fail(y - p), -1), "odd_metric")] : [];
        using Optimizer optimizer = part == "optimizer" ? new OddOptimizer() : new Optimizers.SGD();
        model.Compile(optimizer, loss, metrics, jitCompile: JitCompile.Off);
        Dataset data = part switch
        {
            "Data.Map" => Dataset.FromTensors(((Data)Toy.X).Map(Fail), Toy.Y),
            "Dataset.Map" => Dataset.FromTensors(Toy.X, Toy.Y).Map((x, y) => (Fail(x), y)),
            _ => Dataset.FromTensors(Toy.X, Toy.Y),
        };

        NativeLeaks.AssertNone(() =>
        {
            TensorFlowException error = Assert.ThrowsAny<TensorFlowException>(() => model.Fit(data, Toy.Silent()));
            AssertSentence(error, named);
        });
    }

    [Fact]
    public void AKernelThatFailsInAnInitializerNamesTheWeight()
    {
        using Sequential model = new(new Dense(
            2)
        { Name = "last", KernelInitializer = Initializer.From((shape, type, random) => Fail(random.Uniform(shape, dtype: type))) });
        TensorFlowException error = Assert.ThrowsAny<TensorFlowException>(() => model.BuildModel([-1, 4]));
        AssertSentence(error, "last/kernel'");
    }

    [Fact]
    public void AMetricOnItsOwnIsNamed()
    {
        using Metric metric = Metric.From((y, p) => Ops.Mean(Fail(y - p), -1), "odd_metric");
        using Tensor rows = Tensor.Create<float>([1, 2], [1, 2]);
        AssertSentence(Assert.ThrowsAny<TensorFlowException>(() => metric.Update(rows, rows)), "'odd_metric'");
    }

    private static void AssertSentence(Exception error, string named)
    {
        Assert.Contains($"{named}: GatherV2 failed: indices[0] = 5 is not in [0, ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("passes to GatherV2.", error.Message, StringComparison.Ordinal);
        Assert.All((string[])["{{", "[[", "\n", "function_node", "/job:", "root error"],
            p => Assert.DoesNotContain(p, error.Message, StringComparison.Ordinal));
    }

    // Takes column 5 beside, which no input has, and which is known when it runs only; nothing of it is differentiated.
    private static Symbol Fail(Symbol x)
    {
        Symbol still = Gradients.StopGradient(x), five = Ops.Cast(Ops.Sum(still * 0) + 5, DType.Int32);
        return x + Ops.Sum(RawOps.GatherV2(still, RawOps.Pack([five, five]), x.Graph.Constant(x.Rank - 1, DType.Int32)));
    }

    private sealed class OddConstraint : Constraint
    {
        protected override Symbol Call(Symbol weight) => Fail(weight);
    }

    private sealed class OddOptimizer() : Optimizer(0.1)
    {
        protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate) =>
            weight.Assign(weight - (rate * Ops.Sum(Fail(gradient))));
    }
}
