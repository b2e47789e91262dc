using Keras.Initializers;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Optimizers that leave the steps to others.</summary>
public sealed class WrappingOptimizerTests
{
    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void A_loss_scale_changes_nothing_where_all_is_finite(JitCompile jitCompile)
    {
        using Sequential plain = Trained(new SGD(0.05, 0.9), jitCompile);
        LossScaleOptimizer scaling = new(new SGD(0.05, 0.9), initialScale: 1024, dynamicGrowthSteps: 4);
        using Sequential scaled = Trained(scaling, jitCompile);
        Assert.Equal(Toy.Values(plain), Toy.Values(scaled), (a, b) => Math.Abs(a - b) < 1e-6f);
        // Six batches: after the fourth the scale doubled.
        Assert.Equal(6, scaling.IterationCount);
        using Tensor scale = scaling.Weights.Single(w => w.Name == "dynamic_scale").Read();
        Assert.Equal(2048, scale.ToScalar<float>());
    }

    [Fact]
    public void The_learning_rate_is_that_of_the_optimizer_inside()
    {
        using LossScaleOptimizer scaling = new(new Adam(0.1));
        scaling.LearningRate = 0.25;
        Assert.Equal((0.25, 0.25), (scaling.LearningRate, scaling.InnerOptimizer.LearningRate));
    }

    [Fact]
    public void An_optimizer_that_could_not_be_built_is_as_before()
    {
        using Adam inner = new();
        using LossScaleOptimizer scaling = new(inner);
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        using (Sequential other = new(new Dense(1) { InputShape = [2] }))
        {
            inner.Build(other.TrainableWeights);
            Assert.Throws<InvalidOperationException>(() => scaling.Build(model.TrainableWeights));
        }

        scaling.Build(model.TrainableWeights);
        Assert.Equal(["iteration", "learning_rate", "step_counter", "dynamic_scale"], scaling.Weights.Take(4).Select(w => w.Name));
    }

    [Fact]
    public void The_optimizer_inside_is_disposed_with_the_one_around()
    {
        Adam inner = new();
        new LossScaleOptimizer(inner).Dispose();
        Assert.Contains("The optimizer 'adam' was disposed",
            Assert.Throws<ObjectDisposedException>(() => inner.Build([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_part_of_the_weights_has_its_optimizer()
    {
        using MultiOptimizer optimizer =
            new(new OptimizerMap(new SGD(0), new Dictionary<string, Optimizer> { [".*/bias"] = new SGD(0.1) }));
        Sequential model = new(new Dense(1) { InputShape = [2] });
        float[] before = Toy.Values(model);
        model.Compile(optimizer, "mse");
        model.Fit(Toy.X, Toy.Y, Toy.Silent());
        float[] after = Toy.Values(model);
        Assert.Equal(before[..2], after[..2]);
        Assert.NotEqual(before[2], after[2]);
        model.Dispose();
    }

    [Fact]
    public void Where_one_part_has_another_models_optimizer_none_is_built()
    {
        using SGD kernels = new(0.1, momentum: 0.9), biases = new(0.1, momentum: 0.9);
        using Sequential model = new(new Dense(1) { InputShape = [2] }), other = new(new Dense(1) { InputShape = [2] });
        biases.Build(other.TrainableWeights);
        using MultiOptimizer optimizer = new(new OptimizerMap(kernels, new Dictionary<string, Optimizer> { [".*/bias"] = biases }));
        Assert.Throws<InvalidOperationException>(() => optimizer.Build(model.TrainableWeights));
        Assert.False(optimizer.IsBuilt);
        Assert.False(kernels.IsBuilt);
        Assert.True(biases.IsBuilt);
    }

    [Fact]
    public void A_learning_rate_for_all_parts_is_refused()
    {
        using MultiOptimizer optimizer = new(new OptimizerMap(new SGD(0.1)));
        Assert.Contains("OptimizerMap", Assert.Throws<InvalidOperationException>(() => optimizer.LearningRate = 1).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_two_expressions_match_is_refused()
    {
        using SGD first = new(), second = new(), rest = new();
        OptimizerMap map = new(rest, new Dictionary<string, Optimizer> { ["dense/.*"] = first, [".*/kernel"] = second });
        Assert.Same(first, map["dense/bias"]);
        Assert.Same(rest, map["my_dense/bias"]);
        Assert.Contains("dense/kernel", Assert.Throws<InvalidOperationException>(() => map["dense/kernel"]).Message,
            StringComparison.Ordinal);
    }

    private static Sequential Trained(Optimizer optimizer, JitCompile jitCompile)
    {
        // Seeds of its own: other tests draw from the process's at the same time.
        Sequential model = new(
            new Dense(3, "tanh") { InputShape = [2], KernelInitializer = new GlorotUniform(5) },
            new Dense(1) { KernelInitializer = new GlorotUniform(6) });
        model.Compile(optimizer, "mse", jitCompile: jitCompile);
        model.Fit(Toy.X, Toy.Y, Toy.Silent(epochs: 2) with { Seed = 5 });
        return model;
    }
}
