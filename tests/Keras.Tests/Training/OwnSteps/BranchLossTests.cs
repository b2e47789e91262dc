using Keras.Layers;
using Keras.Optimizers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training.OwnSteps;

/// <summary>Losses that are added in branches and loops count as those outside do, and train the weights that they read.</summary>
public sealed class BranchLossTests
{
    [Theory]
    [InlineData(JitCompile.On)]
    [InlineData(JitCompile.Off)]
    public void Both_branches_may_add_losses_inside_of_a_loop(JitCompile jit)
    {
        using var written = new Sequential(new Branching(inLoop: false) { InputShape = [2] });
        using var looped = new Sequential(new Branching(inLoop: true) { InputShape = [2] });
        foreach (Model model in new Model[] { written, looped })
        {
            model.Compile(new SGD(0.1f), "mse", jitCompile: jit);
            model.Fit(new float[,] { { 1, 2 }, { 3, -1 } }, new float[,] { { 1, 0 }, { 0, 1 } }, epochs: 3, batchSize: 2, verbose: 0);
        }

        Assert.Equal(written.GetWeights()[0].ToArray<float>(), looped.GetWeights()[0].ToArray<float>(), (a, b) => MathF.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void A_gradient_that_is_refused_names_the_layer()
    {
        using var model = new Sequential(new Dense(3) { InputShape = [2] }, new Orthogonal { Name = "orthogonal" });
        model.Compile("sgd", "mse");
        UnimplementedException e = Assert.Throws<UnimplementedException>(
            () => model.Fit(new float[4, 2], new float[4, 4], batchSize: 4, verbose: 0));
        Assert.Contains("Qr", e.Message, StringComparison.Ordinal);
        Assert.Contains("orthogonal", e.Message, StringComparison.Ordinal);
    }

    // Three rounds of one of two branches, each of which adds a loss.
    private sealed class Branching(bool inLoop) : Layer
    {
        private Weight w = null!;

        protected override void Build(Shape input) => w = AddWeight("w", [2, 2], new Keras.Initializers.Constant(1));

        protected override Symbol Call(Symbol x, CallContext context)
        {
            Symbol Round(Symbol value) => Ops.Cond(
                Ops.Greater(Ops.Mean(value), 0.5f),
                () =>
                {
                    context.AddLoss(0.1f * Ops.Mean(Ops.Square(value.MatMul(w))));
                    return Ops.Tanh(value.MatMul(w)) - 1f;
                },
                () =>
                {
                    context.AddLoss(0.2f * Ops.Mean(Ops.Sin(value.MatMul(w))));
                    return Ops.Sin(value.MatMul(w)) + 1f;
                });

            if (!inLoop)
                return Round(Round(Round(x)));
            return Ops.WhileLoop(
                v => Ops.Less(v[0], 3),
                v => [v[0] + 1, Round(v[1])],
                [x.Graph.Constant(0, DType.Int32), x],
                maximumIterations: 3)[1];
        }
    }

    // Of more rows than columns all vectors of the basis are not determined.
    private sealed class Orthogonal : Layer
    {
        protected override Symbol Call(Symbol x, CallContext context) => Ops.Qr(x, "complete").Q;
    }
}
