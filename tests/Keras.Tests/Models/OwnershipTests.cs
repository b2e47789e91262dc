using Keras.Callbacks;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Support;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>What is passed to a model stays its maker's: it is shared or refused, never disposed under another's hands.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class OwnershipTests
{
    [Fact]
    public void AnOptimizerComesBackWithItsState()
    {
        using Adam adam = new();
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile(adam, "mse", jitCompile: JitCompile.Off);
        model.Fit(Toy.X, Toy.Y, Toy.Silent());
        long steps = adam.IterationCount;

        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        model.Fit(Toy.X, Toy.Y, Toy.Silent());
        model.Compile(adam, "mse", jitCompile: JitCompile.Off);
        model.Fit(Toy.X, Toy.Y, Toy.Silent());

        Assert.Equal(3, steps);
        Assert.Equal(6, adam.IterationCount);
    }

    [Fact]
    public void AnOptimizerWithTheStateOfAnotherModelIsRefusedWhenItIsTaken()
    {
        using Adam adam = new() { Name = "mine" };
        using Sequential first = new(new Dense(1) { InputShape = [2] }), second = new(new Dense(1) { InputShape = [2], Name = "other" });
        first.Compile(adam, "mse", jitCompile: JitCompile.Off);
        first.Fit(Toy.X, Toy.Y, Toy.Silent());

        string message = Assert.Throws<InvalidOperationException>(() => second.Compile(adam, "mse")).Message;
        Assert.Contains("'mine'", message, StringComparison.Ordinal);
        Assert.Contains("other/kernel", message, StringComparison.Ordinal);
        Assert.Contains("an optimizer of its own", message, StringComparison.Ordinal);
        Assert.False(second.IsCompiled);
        first.Fit(Toy.X, Toy.Y, Toy.Silent());
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("rmsprop")]
    [InlineData("adagrad")]
    [InlineData("adadelta")]
    [InlineData("adam")]
    [InlineData("adamw")]
    [InlineData("adamax")]
    [InlineData("nadam")]
    [InlineData("ftrl")]
    [InlineData("lamb")]
    [InlineData("lion")]
    [InlineData("adafactor")]
    [InlineData("muon")]
    [InlineData("schedulefreeadamw")]
    public void AnOptimizerOutlivesItsModelAndCanTrainAnother(string name)
    {
        using Optimizer optimizer = name;
        float[] weights = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using Sequential model = new(new Dense(1) { InputShape = [2], KernelInitializer = "ones" });
            model.Compile(optimizer, "mse", jitCompile: JitCompile.Off);
            model.Fit(Toy.X, Toy.Y, Toy.Silent());
            Assert.Equal(3, optimizer.IterationCount);
            return Toy.Values(model)[0];
        })];

        Assert.Equal(weights[0], weights[1]);
    }

    [Fact]
    public void MetricsAndLossesServeTwoModelsAndOutliveThem()
    {
        Keras.Metrics.MeanAbsoluteError metric = new();
        Loss loss = new Keras.Losses.MeanSquaredError();
        double[] values = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using Sequential model = new(new Dense(1) { InputShape = [2], KernelInitializer = "ones" });
            model.Compile("sgd", loss, [metric], jitCompile: JitCompile.Off);
            model.Compile("sgd", loss, ["mse"], jitCompile: JitCompile.Off);
            model.Compile("sgd", loss, [metric], jitCompile: JitCompile.Off);
            return model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent)["mean_absolute_error"];
        })];

        Assert.Equal(values[0], values[1]);
        Assert.NotEqual(0, values[0]);
        metric.Reset();
        using Tensor truth = Tensor.Create<float>([1, 2], [2, 1]), predicted = Tensor.Create<float>([2, 4], [2, 1]);
        metric.Update(truth, predicted);
        using Tensor result = metric.Compute();
        Assert.Equal(1.5f, result.ToScalar<float>());
        metric.Dispose();
    }

    [Fact]
    public void ALayerLivesAsLongAsAModelHasIt()
    {
        Dense shared = new(1) { InputShape = [2], KernelInitializer = "ones" };
        Sequential first = new(shared), second = new(shared);
        Sequential around = new(second);

        first.Dispose();
        Assert.Equal([2], Predict(second));
        second.Dispose();
        Assert.Equal([2], Predict(around));
        shared.Dispose();
        Assert.Equal([2], Predict(around));
        around.Dispose();

        string message = Assert.Throws<ObjectDisposedException>(() => new Sequential(shared)).Message;
        Assert.Contains("Dense 'dense", message, StringComparison.Ordinal);
        Assert.Contains("the last model that had it", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALayerTakenOutIsTheCallers()
    {
        Dense layer = new(1) { KernelInitializer = "ones" };
        using (Sequential model = new(new Flatten { InputShape = [2] }, layer))
            Assert.Same(layer, model.Pop());
        using Sequential next = new(new Flatten { InputShape = [2] }, layer);
        Assert.Equal([2], Predict(next));
    }

    [Fact]
    public void ModelsOfOneInputComeAndGo()
    {
        using Sequential model = new(new InputLayer([2]), new Dense(1) { KernelInitializer = "ones" });
        for (int i = 0; i < 2; i++)
        {
            using Model other = new(model.Input, model.Layers[0].Output);
            Assert.Equal([2], Predict(other));
        }
    }

    [Fact]
    public void ALayerForgetsTheCallsOfModelsThatAreGone()
    {
        Dense layer = new(1) { InputShape = [2], KernelInitializer = "ones" };
        using Sequential model = new(layer);
        KerasTensor output = layer.Output;
        for (int i = 0; i < 3; i++)
            new Sequential(layer, new Dense(1)).Dispose();
        Assert.Same(output, Assert.Single(layer.Nodes).Outputs[0]);
        Assert.Equal([2], Predict(model));
    }

    [Fact]
    public void LayersOfAModelThatCouldNotBeMadeAreFreeForAnother()
    {
        Dense layer = new(1) { InputShape = [2], KernelInitializer = "ones" };
        Assert.Throws<ArgumentException>(() => new Sequential(layer, new Dense(1) { Name = layer.Name }));
        using Sequential model = new(layer);
        Assert.Equal([2], Predict(model));
        model.Dispose();
        Assert.True(layer.IsDisposed);
    }

    [Fact]
    public void DisposingLeavesNothingOfSharedThings() => NativeLeaks.AssertNone(() =>
    {
        Dense shared = new(1) { InputShape = [2] };
        Adam adam = new();
        using Sequential first = new(shared), second = new(new Sequential(shared), new Dense(1));
        first.Compile(adam, "mse", ["mae"], jitCompile: JitCompile.Off);
        second.Compile("adam", "mse", ["mae"], jitCompile: JitCompile.Off);
        first.Fit(Toy.X, Toy.Y, Toy.Silent());
        second.Fit(Toy.X, Toy.Y, Toy.Silent());
        first.Predict(Toy.X).Dispose();
    });

    [Fact]
    public void ModelsThatNobodyDisposedAreCollectedInTime()
    {
        const int Count = 150;
        List<WeakReference> made = [];
        int most = 0;
        for (int i = 0; i < Count; i++)
        {
            made.Add(Abandon());
            most = Math.Max(most, made.Count(m => m.IsAlive));
        }

        // 16 MB each: all of them would be 2.4 GB.
        Assert.InRange(most, 1, Count - 1);

        static WeakReference Abandon() => new(new Sequential(new Dense(2048) { InputShape = [2048], KernelInitializer = "ones" }));
    }

    [Fact]
    public void CallbacksServeOneRunAfterAnother()
    {
        EarlyStopping stopping = new() { Monitor = "loss", Patience = 100 };
        using Sequential first = Toy.Linear(), second = Toy.Linear();
        foreach (Sequential model in new[] { first, second, first })
            Assert.Equal(2, model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, stopping)).Epochs.Count);
    }

    private static float[] Predict(Model model)
    {
        using Tensor output = model.Predict(new float[,] { { 1, 1 } });
        return output.ToArray<float>();
    }
}
