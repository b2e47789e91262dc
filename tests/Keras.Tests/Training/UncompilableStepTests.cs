using Keras.Optimizers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// What XLA cannot compile of a step, gradients included, is known before it runs: <see cref="JitCompile.Auto"/> leaves the step to the
/// ordinary kernels, and <see cref="JitCompile.On"/> refuses it.
/// </summary>
public sealed class UncompilableStepTests
{
    private static readonly float[,] X = { { 1, 2 }, { 3, -1 }, { 0.5f, 1 }, { -2, 0.25f } };

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Auto_leaves_a_step_that_XLA_cannot_compile_to_the_ordinary_kernels(bool pools, bool streams)
    {
        using Sequential expected = Fitted(pools, JitCompile.Off, streams: false), model = Fitted(pools, JitCompile.Auto, streams);

        Assert.Equal(expected.GetWeights()[0].ToArray<double>(), model.GetWeights()[0].ToArray<double>());
        Assert.Equal(
            "Auto: XLA cannot compile " + (pools
                ? "MaxPoolGradGrad of float64 (Pooled 'sequential/inner'), for which it has no kernel"
                : "the gradient of a loop whose number of rounds has no bound (Unbounded 'sequential/inner')"),
            model.Compilation!.Reason);
        Assert.False(model.Compilation.IsCompiled);
    }

    [Fact]
    public void On_refuses_it_and_asks_for_the_bound_of_a_loop()
    {
        UncompilableException e = Assert.Throws<UncompilableException>(() => Fitted(pools: false, JitCompile.On, streams: false));
        Assert.Contains("Unbounded 'sequential/inner'", e.Message, StringComparison.Ordinal);
        Assert.Contains("maximumIterations", e.Message, StringComparison.Ordinal);
        Assert.Throws<UncompilableException>(() => Fitted(pools: true, JitCompile.On, streams: false));
    }

    [Fact]
    public void A_predictor_runs_it_with_the_ordinary_kernels()
    {
        using Sequential model = new(new Pooled { InputShape = [2], Name = "inner", DTypePolicy = "float64" }) { Name = "sequential" };
        using Predictor predictor = model.CreatePredictor(batchSize: 4);
        float[] output = new float[8];
        predictor.Run(X.Cast<float>().ToArray(), output);
        Assert.Equal(model.Predict(X).ToArray<double>(), output.Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    private static Sequential Fitted(bool pools, JitCompile jit, bool streams)
    {
        Layer inner = pools
            ? new Pooled { InputShape = [2], Name = "inner", DTypePolicy = "float64" }
            : new Unbounded { InputShape = [2], Name = "inner", DTypePolicy = "float64" };
        Sequential model = new(inner) { Name = "sequential" };
        model.Compile(new SGD(0.1f), "mse", jitCompile: jit);
        if (streams)
            model.Fit(Dataset.FromBatches(Halves()), epochs: 2, verbose: 0);
        else
            model.Fit(X, X, epochs: 2, batchSize: 2, verbose: 0, shuffle: Shuffle.Off);
        return model;
    }

    private static IEnumerable<(float[,] X, float[,] Y)> Halves()
    {
        for (int i = 0; i < 4; i += 2)
        {
            float[,] half = { { X[i, 0], X[i, 1] }, { X[i + 1, 0], X[i + 1, 1] } };
            yield return (half, half);
        }
    }

    private sealed class Unbounded : Layer
    {
        private Weight w = null!;

        protected override void Build(Shape input) => w = AddWeight("w", [2, 2], new Keras.Initializers.Constant(1));

        protected override Symbol Call(Symbol x, CallContext context) => Ops.WhileLoop(
            v => Ops.Less(v[0], 3), v => [v[0] + 1, Ops.Tanh(v[1].MatMul(w))], [x.Graph.Constant(0, DType.Int32), x])[1];
    }

    // The derivative of max pooling, which is differentiated again when the layer is trained.
    private sealed class Pooled : Layer
    {
        private Weight w = null!;

        protected override void Build(Shape input) => w = AddWeight("w", [2, 2], new Keras.Initializers.Constant(1));

        protected override Symbol Call(Symbol x, CallContext context)
        {
            Symbol given = Ops.Reshape(x.MatMul(w), [-1, 1, 2, 1]);
            Symbol pooled = Ops.Square(Ops.MaxPool(given, [1, 2]));
            return Ops.Reshape(Gradients.Of(pooled, given)[0]!.Value, [-1, 2]);
        }
    }
}
