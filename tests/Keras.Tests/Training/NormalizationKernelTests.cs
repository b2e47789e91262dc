using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Models whose batch normalizations this library's kernels compute in training, where the machine has what they need.</summary>
public sealed class NormalizationKernelTests
{
    [Fact]
    public void A_residual_network_trains_as_XLA_compiles_it()
    {
        Assert.SkipUnless(Runtime.HasXla, "The library has no XLA.");
        using Model model = Residual(), compiled = Residual();
        compiled.SetWeights(model.GetWeights());
        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        compiled.Compile("sgd", "mse", jitCompile: JitCompile.On);
        using Tensor x = Numbers([7, 8, 8, 16]), y = Numbers([7, 3]);
        for (int step = 0; step < 4; step++)
            Assert.Equal(compiled.TrainOnBatch(x, y)["loss"], model.TrainOnBatch(x, y)["loss"], 1e-4);
        foreach ((Tensor expected, Tensor found) in compiled.GetWeights().Zip(model.GetWeights()))
        {
            Assert.All(expected.ToArray<float>().Zip(found.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-3f));
            expected.Dispose();
            found.Dispose();
        }
    }

    private static Model Residual()
    {
        Input input = new([8, 8, 16]);
        KerasTensor x = new ReLU().Apply(Normalized(input, 16, 1));
        x = new ReLU().Apply(Normalized(new ReLU().Apply(Normalized(x, 16, 1)), 16, 1) + x);
        x = new ReLU().Apply(Normalized(new ReLU().Apply(Normalized(x, 32, 2)), 32, 1) + Normalized(x, 32, 2));
        return new(input, new Dense(3).Apply(new GlobalAveragePooling2D().Apply(x)));
    }

    private static KerasTensor Normalized(KerasTensor x, int filters, int stride) => new BatchNormalization().Apply(
        new Conv2D(filters, 3, strides: stride, padding: "same") { UseBias = false }.Apply(x));

    private static Tensor Numbers(Shape shape)
    {
        Random random = new(7);
        return Tensor.Create<float>([.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => random.NextSingle())], shape);
    }
}
