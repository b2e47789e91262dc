using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>
/// A ConvLSTM trains alike in each form: the loop of ordinary kernels with parts that XLA compiles, without them, compiled as a whole, and
/// the derived gradient of a cell that has no written one.
/// </summary>
public sealed class ConvLstmTrainingTests
{
    private const int Samples = 8;

    [Theory]
    [InlineData("channels_last")]
    [InlineData("channels_first")]
    public void Losses_are_those_of_the_derived_gradient(string dataFormat)
    {
        double[] derived = Train(dataFormat, JitCompile.Off, written: false);
        Assert.True(derived[0] > derived[^1]);
        foreach (JitCompile jit in (JitCompile[])[JitCompile.Auto, JitCompile.Off, JitCompile.On])
        {
            double[] losses = Train(dataFormat, jit, written: true);
            for (int i = 0; i < losses.Length; i++)
                Assert.Equal(derived[i], losses[i], 2e-5 * Math.Abs(derived[i]));
        }
    }

    private static double[] Train(string dataFormat, JitCompile jitCompile, bool written)
    {
        int[] sample = dataFormat == "channels_first" ? [3, 2, 4, 4] : [3, 4, 4, 2];
        // Without the instance that is known, an activation has no written derivative.
        ActivationFunction tanh = written ? "tanh" : new ActivationFunction("own_tanh", x => Activations.Tanh.Apply(x));
        using Model model = new Sequential(
            new ConvLSTM2D(3, 2, tanh, padding: "same")
            {
                InputShape = Shape.Create([.. sample.Select(d => (long)d)]),
                DataFormat = dataFormat,
                KernelInitializer = new Keras.Initializers.GlorotUniform(1),
                RecurrentInitializer = new Keras.Initializers.GlorotUniform(2),
            },
            new Flatten(),
            new Dense(1) { KernelInitializer = new Keras.Initializers.GlorotUniform(5) });
        model.Compile(new Keras.Optimizers.SGD(0.1), "mse", jitCompile: jitCompile);
        float[] values = new float[Samples * sample.Aggregate(1, (a, b) => a * b)];
        Random random = new(3);
        for (int i = 0; i < values.Length; i++)
            values[i] = random.NextSingle() - 0.5f;
        using Tensor x = Tensor.Create<float>(values, [Samples, .. sample]);
        float[,] y = new float[Samples, 1];
        for (int i = 0; i < Samples; i++)
            y[i, 0] = i % 3;
        return [.. model.Fit(x, y, epochs: 4, batchSize: 4, shuffle: false, verbose: Verbosity.Silent)["loss"]];
    }
}
