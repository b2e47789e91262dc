using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// TensorFlow's graph optimizer fuses layers with their bias and activation where ordinary kernels predict and train; each value, an odd
/// one too, is that of the operations by themselves.
/// </summary>
public sealed class FusedKernelTests
{
    private static readonly float[] Odd = [1, -2, 0, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0.5f, -0.25f];

    public static TheoryData<string> Activations =>
        ["linear", "relu", "relu6", "leaky_relu", "elu", "selu", "sigmoid", "tanh", "gelu", "silu", "softplus", "mish"];

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_convolution_predicts_what_its_operations_give(string activation) => Check(
        new Conv2D(3, 1, activation: activation) { BiasInitializer = "ones" }, [Odd.Length, 1, 1, 1]);

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_product_predicts_what_its_operations_give(string activation) => Check(
        new Dense(3, activation) { BiasInitializer = "ones" }, [Odd.Length, 1]);

    [Fact]
    public void A_normalized_convolution_predicts_what_its_operations_give()
    {
        using Sequential fused = new(new Conv2D(3, 1) { UseBias = false }, new BatchNormalization(), new ReLU());
        using Tensor x = Tensor.Create(Odd, [Odd.Length, 1, 1, 1]);
        Compare(fused, x, fused.Layers);
    }

    private static void Check(Layer layer, Shape shape)
    {
        using Sequential model = new(layer);
        using Tensor x = Tensor.Create(Odd, shape);
        Compare(model, x, [layer]);
    }

    // Eagerly, each layer is a function of its own, which is not optimized.
    private static float[] ApplyEach(Tensor x, IEnumerable<Layer> layers)
    {
        Tensor output = x;
        foreach (Layer layer in layers)
        {
            Tensor input = output;
            output = layer.Apply(input);
            if (input != x)
                input.Dispose();
        }

        using (output)
            return output.ToArray<float>();
    }

    private static void Compare(Sequential model, Tensor x, IReadOnlyList<Layer> layers)
    {
        using Tensor predicted = model.Predict(x);
        float[] got = predicted.ToArray<float>(), wanted = ApplyEach(x, layers);
        for (int i = 0; i < wanted.Length; i++)
        {
            if (float.IsFinite(wanted[i]))
                Assert.Equal(wanted[i], got[i], 1e-5f);
            else
                Assert.Equal(wanted[i], got[i]);
        }
    }
}
