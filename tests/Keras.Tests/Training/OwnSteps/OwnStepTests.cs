using Keras.Layers;
using Keras.Optimizers;
using Keras.Regularizers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training.OwnSteps;

/// <summary>What custom training steps can do, and what is refused.</summary>
public sealed class OwnStepTests
{
    private static readonly float[,] X = new float[20, 2];

    [Fact]
    public void AStepThatReportsNothingIsRefused()
    {
        using Dense layer = new(1);
        using Written model = new(layer, (self, loss, _) => self.Optimizer.Minimize(loss, self.TrainableWeights));
        model.Compile();
        string message = Assert.Throws<InvalidOperationException>(() => model.Fit(X, Silent)).Message;
        Assert.Contains("TrainStep of Written", message, StringComparison.Ordinal);
        Assert.Contains("step.Log", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesThatAStepReportsInTurnsHaveTheirNames()
    {
        using Dense layer = new(1);
        using Written model = new(layer, (self, loss, step) =>
        {
            if (layer.Trainable)
                step.Log("a", self.Output0!.Value.Number(7));
            if (self.TrainableWeights.Count > 0)
                self.Optimizer.Minimize(loss, self.TrainableWeights);
            step.Log("b", self.Output0!.Value.Number(8));
        });
        model.Compile(jitCompile: JitCompile.Off);
        string[] reported = [.. new[] { true, false, true }.Select(trains =>
        {
            layer.Trainable = trains;
            return model.Fit(X, Silent).EpochLogs[0].ToString();
        })];

        Assert.Equal(["a: 7.0000 - b: 8.0000", "b: 8.0000", "a: 7.0000 - b: 8.0000"], reported);
        Assert.Equal(["a", "b"], model.Metrics.Select(m => m.Name).Where(n => n != "loss"));
    }

    [Fact]
    public void AStepUpdatesMetricsOfItsOwn()
    {
        using Keras.Metrics.MeanAbsoluteError absolute = new("first");
        using Dense layer = new(1) { KernelInitializer = "zeros" };
        using Written model = new(layer, (self, loss, step) =>
        {
            Symbol y = Ops.OnesLike(self.Output0!.Value);
            absolute.Update(y, self.Output0.Value);
            absolute.Update(3 * y, self.Output0.Value, sampleWeight: 3 * Ops.Sum(y, axis: -1));
            step.Log("error", absolute);
        });
        model.Compile();
        Assert.Equal([2.5f, 2.5f], model.Fit(X, new FitOptions { Epochs = 2, BatchSize = 10, Verbose = Verbosity.Silent })["error"]);
    }

    [Fact]
    public void ASymbolOfAnotherFunctionIsRefused()
    {
        Symbol kept = default;
        using Dense layer = new(1);
        using Written model = new(layer, (self, loss, step) =>
        {
            Symbol other = kept == default ? loss : kept;
            kept = loss;
            self.Optimizer.Minimize(other, self.TrainableWeights);
            step.Log("loss", loss);
        });
        model.Compile();
        string message = Assert.Throws<ArgumentException>(() => model.Fit(X, Silent)).Message;
        Assert.Contains("another", message, StringComparison.Ordinal);
    }

    [Fact]
    public void APathWithoutAGradientNamesTheOperation()
    {
        using Dense layer = new(3);
        using Written model = new(layer, (self, _, step) =>
        {
            Symbol loss = Ops.Mean(RawOps.Betainc(Ops.Square(self.Output0!.Value),
                self.Output0!.Value.Number(1), self.Output0!.Value.Number(0.5)));
            self.Optimizer.Minimize(loss, self.TrainableWeights);
            step.Log("loss", loss);
        });
        model.Compile();
        Assert.Contains("Betainc", Assert.ThrowsAny<Exception>(() => model.Fit(X, Silent)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALossThatDependsOnNoWeightIsRefused()
    {
        using Dense layer = new(1);
        using Written model = new(layer, (self, loss, step) =>
        {
            Symbol cut = Gradients.StopGradient(loss);
            self.Optimizer.Minimize(cut, self.TrainableWeights);
            step.Log("loss", cut);
        });
        model.Compile();
        Assert.Contains("No weight has a gradient: the loss does not depend on any trainable weight, or only by way of operations without",
            Assert.Throws<InvalidOperationException>(() => model.Fit(X, Silent)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LayersThatAStepCallsAreTheModelsOwn()
    {
        using Dense layer = new(1);
        using Written model = new(layer, (self, loss, step) =>
        {
            self.Optimizer.Minimize(loss, self.TrainableWeights);
            step.Log("loss", loss);
        });
        model.Compile();
        _ = model.Fit(X, Silent);
        Assert.Equal([layer], model.Layers);
        Assert.Equal(2, model.Weights.Count);
        Assert.Equal(1, model.ProgramCount);
        Assert.Equal(4, model.Optimizer.IterationCount);
    }

    [Fact]
    public void RandomNumbersAreNewAtEachStepAndFollowFromTheSeed()
    {
        double[] First() => Draws(seed: 3);
        Assert.Equal(First(), First());
        Assert.NotEqual(First(), Draws(seed: 4));
        Assert.Equal(2, First().Distinct().Count());
    }

    [Fact]
    public void TheStatesOfAllOptimizersAreSavedAndRestoredUnlessOneIsDamaged()
    {
        string path = Path.Combine(Path.GetTempPath(), $"own-{Guid.NewGuid():N}.weights.h5");
        try
        {
            (Gan trained, Model[] parts) = NewGan();
            float[,] x = new float[16, 16];
            _ = trained.Fit(x, Silent);
            _ = trained.Fit(x, Silent);
            trained.SaveWeights(path);
            (Gan again, Model[] others) = NewGan();
            // The layers and the optimizers are the step's: they are known once it was written.
            _ = again.Fit(x, Silent);
            again.LoadWeights(path);
            Assert.Empty(again.LoadWarnings);
            Assert.Equal([8L, 8L], again.Optimizers.Skip(1).Select(o => o.IterationCount));
            foreach ((Optimizer a, Optimizer b) in trained.Optimizers.Zip(again.Optimizers))
            {
                foreach ((Weight expected, Weight actual) in a.Weights.Zip(b.Weights))
                    Assert.Equal(expected.Read().Cast(DType.Float32).ToArray<float>(), actual.Read().Cast(DType.Float32).ToArray<float>());
            }

            byte[] file = File.ReadAllBytes(path);
            BitConverter.TryWriteBytes(file.AsSpan(file.AsSpan().IndexOf(BitConverter.GetBytes(0.002f))), float.NaN);
            File.WriteAllBytes(path, file);
            _ = again.Fit(x, Silent);
            float[][] before = [.. again.GetWeights().Select(w => w.ToArray<float>())];
            Assert.Contains("learning rate", Assert.Throws<ModelFormatException>(() => again.LoadWeights(path)).Message,
                StringComparison.Ordinal);
            Assert.Equal(before, [.. again.GetWeights().Select(w => w.ToArray<float>())]);
            foreach (Model model in (Model[])[trained, again, .. parts, .. others])
                model.Dispose();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void ALossAddedInALoopCountsForEachRound(JitCompile jitCompile)
    {
        using Sequential model = new(new Looped { InputShape = [3] });
        model.Compile(new SGD(0.1), jitCompile: jitCompile);
        float[,] x = { { 1, 2, 3 }, { 1, 2, 3 } };
        // The loss is w · (1 + 2 + 3) with w = 1, so w loses 0.1 · 6.
        Evaluation result = model.TrainOnBatch(x);
        Assert.Equal(6, result.Loss, 1e-5);
        Assert.Equal(0.4f, model.GetWeights()[0].ToScalar<float>(), 1e-5f);
    }

    [Fact]
    public void LossesAreThoseThatLayersAddedAndThePenalties()
    {
        using Dense layer = new(1) { KernelRegularizer = new L2(0.1), ActivityRegularizer = new L2(0.1) };
        int count = 0;
        using Written model = new(layer, (self, loss, step) =>
        {
            count = self.Losses.Count;
            self.Optimizer.Minimize(self.Losses.Aggregate(loss, (sum, l) => sum + l), self.TrainableWeights);
            step.Log("loss", loss);
        });
        model.Compile();
        _ = model.Fit(X, Silent);
        Assert.Equal(2, count);
        Assert.Contains(model.Metrics, m => m.Name == "loss");
    }

    [Fact]
    public void AClonedModelHasTheSameConfigAndNewWeights()
    {
        Input input = new([2], name: "in");
        Dense shared = new(2, "relu") { Name = "shared" };
        using Model model = new(input, new Dense(1) { Name = "out" }.Apply(shared.Apply(shared.Apply(input)) + input), name: "m");
        using Model copy = model.CloneModel();
        Assert.Equal(model.GetConfig().ToString(), copy.GetConfig().ToString());
        Assert.Equal(4, copy.Weights.Count);
        Assert.Empty(model.Weights.Intersect(copy.Weights));

        List<string> asked = [];
        using Model other = model.CloneModel(layer =>
        {
            asked.Add(layer.Name);
            Dense dense = (Dense)layer;
            return new Dense(dense.Units, layer.Name == "shared" ? "tanh" : "linear") { Name = layer.Name };
        });
        Assert.Equal(["shared", "out"], asked);
        Assert.Contains("tanh", other.GetConfig().ToString(), StringComparison.Ordinal);
        Assert.Equal(4, other.Weights.Count);
    }

    private static FitOptions Silent => new() { BatchSize = 5, Epochs = 1, Verbose = Verbosity.Silent };

    private static (Gan Model, Model[] Parts) NewGan()
    {
        Sequential generator = new(new Dense(8) { InputShape = [4] }), discriminator = new(new Dense(1) { InputShape = [8] });
        Gan gan = new(generator, discriminator, 8, 4);
        gan.Compile();
        return (gan, [generator, discriminator]);
    }

    private static double[] Draws(long seed)
    {
        SeedGenerator random = new();
        using Dense layer = new(1);
        using Written model = new(layer, (self, _, step) => step.Log("noise", random.Next().Normal([5])));
        model.Compile();
        FitOptions options = new() { BatchSize = 20, Epochs = 2, Seed = seed, Verbose = Verbosity.Silent };
        double[] noise = [.. model.Fit(X, options)["noise"]];
        random.State.Dispose();
        return noise;
    }

    private sealed class Written(Dense layer, Action<Written, Symbol, StepContext> write) : Model
    {
        public Symbol? Output0 { get; private set; }

        protected override void TrainStep(StepBatch batch, StepContext step)
        {
            Output0 = layer.Apply(batch.X[0], step.Call);
            write(this, Ops.Mean(Ops.Square(Output0.Value - 1f)), step);
        }
    }

    private sealed class Looped : Layer
    {
        private Weight w = null!;

        protected override void Build(Shape input) => w = AddWeight("w", [], new Keras.Initializers.Constant(1));

        protected override Symbol Call(Symbol x, CallContext context)
        {
            (_, Symbol outputs) = Ops.Scan(
                (carry, slice) =>
                {
                    context.AddLoss(Ops.Mean(slice) * w);
                    return (carry, slice);
                },
                Ops.Sum(x) * 0f,
                Ops.Transpose(x));
            return Ops.Transpose(outputs);
        }
    }
}
