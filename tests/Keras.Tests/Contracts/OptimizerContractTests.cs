using Keras.Core;
using Keras.Layers;
using Keras.Optimizers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Contracts;

/// <summary>What holds for every optimizer of the registry.</summary>
public sealed class OptimizerContractTests
{
    public static TheoryData<string> Names => [.. OptimizerRegistry.Instance.ClassNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_compilers_make_the_same_steps(string name)
    {
        float[][] ordinary = Train(name, JitCompile.Off), compiled = Train(name, JitCompile.On);
        foreach ((float[] expected, float[] actual) in ordinary.Zip(compiled))
        {
            Assert.All(expected, v => Assert.True(float.IsFinite(v)));
            Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-4f));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_goes_on_from_a_file_as_without(string name)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.keras");
        try
        {
            using Sequential model = Create(name, JitCompile.Off);
            Step(model, 2);
            model.Save(path);
            using Model again = Model.Load(path);
            Step(model, 2);
            Step(again, 2);
            Assert.Equal(model.Optimizer.Weights.Count, again.Optimizer.Weights.Count);
            Assert.Equal(Weights(model), Weights(again));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_config_makes_an_equal_optimizer(string name)
    {
        using Optimizer optimizer = Samples.Create(OptimizerRegistry.Instance, "optimizers", name);
        using Optimizer again = OptimizerRegistry.Instance.FromJson(SerializedObject.Wrap(optimizer));
        Assert.IsType(optimizer.GetType(), again);
        Assert.Equal(optimizer.GetConfig().ToString(), again.GetConfig().ToString());
    }

    private static float[][] Train(string name, JitCompile jitCompile)
    {
        using Sequential model = Create(name, jitCompile);
        float[][] before = Weights(model);
        Step(model, 2);
        float[][] after = Weights(model);
        Assert.Contains(before.Zip(after), p => !p.First.SequenceEqual(p.Second));
        return after;
    }

    private static Sequential Create(string name, JitCompile jitCompile)
    {
        Sequential model = new(new Dense(4, "tanh")
        {
            InputShape = [3],
            KernelInitializer = new Keras.Initializers.RandomNormal(
            0, 0.5, 1)
        }, new Dense(2) { KernelInitializer = new Keras.Initializers.RandomNormal(0, 0.5, 2) });
        model.Compile(Samples.Create(OptimizerRegistry.Instance, "optimizers", name), "mse", jitCompile: jitCompile);
        return model;
    }

    private static void Step(Model model, int count)
    {
        using Tensor x = Samples.Numbers([4, 3], 1), y = Samples.Numbers([4, 2], 2);
        for (int i = 0; i < count; i++)
            _ = model.TrainOnBatch(x, y);
    }

    private static float[][] Weights(Model model)
    {
        Tensor[] weights = model.GetWeights();
        float[][] numbers = [.. weights.Select(w => w.ToArray<float>())];
        foreach (Tensor weight in weights)
            weight.Dispose();
        return numbers;
    }
}
