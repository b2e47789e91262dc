using Keras.Initializers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Initializers that are not random.</summary>
public sealed class InitializerValuesTests
{
    [Fact]
    public void Zeros_ones_and_constants_fill_the_shape()
    {
        Assert.Equal([0f, 0f, 0f, 0f], Values(new Zeros(), [2, 2]));
        Assert.Equal([1f, 1f], Values(new Ones(), [2]));
        Assert.Equal([0.1f], Values(new Constant(0.1), []));
    }

    [Fact]
    public void The_type_is_that_of_the_weight()
    {
        using Tensor tensor = new Constant(3).Create([2], DType.Int32);
        Assert.Equal([3, 3], tensor.ToArray<int>());
    }

    [Fact]
    public void Identity_is_a_matrix_with_its_gain_on_the_diagonal()
    {
        Assert.Equal([2f, 0f, 0f, 0f, 2f, 0f], Values(new Identity(2), [2, 3]));
        Assert.Throws<ShapeException>(() => new Identity().Create([2, 2, 2]));
    }

    [Fact]
    public void One_of_ones_own_is_a_function()
    {
        Initializer halves = Initializer.From((shape, dtype, random) => Ops.OnesLike(random.Uniform(shape, dtype: dtype)) * 0.5);
        Assert.Equal([0.5f, 0.5f], Values(halves, [2]));
    }

    [Theory]
    [InlineData("real")]
    [InlineData("imag")]
    public void Stft_is_the_Fourier_kernel_under_its_window(string side)
    {
        float[] kernel = Values(new STFT(side, "hann", "density"), [5, 1, 3]);
        double[] window = [0, 0.5, 1, 0.5, 0];
        double scale = Math.Sqrt(1.5);
        for (int time = 0; time < 5; time++)
        {
            for (int frequency = 0; frequency < 3; frequency++)
            {
                double angle = -2 * Math.PI * time * frequency / 4;
                double expected = (side == "real" ? Math.Cos(angle) : Math.Sin(angle)) * window[time] / scale;
                Assert.Equal(expected, kernel[(time * 3) + frequency], 5);
            }
        }
    }

    [Theory]
    [InlineData("boxcar", new[] { 1.0, 1, 1, 1 }, new[] { 1.0, 1, 1, 1 })]
    [InlineData("hann", new[] { 0, 0.75, 0.75, 0 }, new[] { 0, 0.5, 1, 0.5 })]
    [InlineData("hamming", new[] { 0.08, 0.77, 0.77, 0.08 }, new[] { 0.08, 0.54, 1, 0.54 })]
    [InlineData("blackman", new[] { 0, 0.63, 0.63, 0 }, new[] { 0, 0.34, 1, 0.34 })]
    [InlineData("bartlett", new[] { 0, 0.66666667, 0.66666667, 0 }, new[] { 0, 0.5, 1, 0.5 })]
    [InlineData("cosine", new[] { 0.38268343, 0.92387953, 0.92387953, 0.38268343 }, new[] { 0.30901699, 0.80901699, 1, 0.80901699 })]
    public void Windows_are_symmetric_or_one_period(string name, double[] symmetric, double[] periodic)
    {
        Assert.All(symmetric.Zip(Windows.Create(name, 4, periodic: false)), pair => Assert.Equal(pair.First, pair.Second, 7));
        Assert.All(periodic.Zip(Windows.Create(name, 4, periodic: true)), pair => Assert.Equal(pair.First, pair.Second, 7));
    }

    [Fact]
    public void Wrong_arguments_of_stft_are_refused()
    {
        Assert.Throws<UnknownNameException>(() => new STFT("left"));
        Assert.Throws<UnknownNameException>(() => new STFT(window: "haan"));
        Assert.Throws<UnknownNameException>(() => new STFT(scaling: "power"));
        Assert.Throws<ShapeException>(() => new STFT().Create([4, 2, 3]));
    }

    private static float[] Values(Initializer initializer, Shape shape)
    {
        using Tensor tensor = initializer.Create(shape);
        Assert.Equal(shape, tensor.Shape);
        return tensor.ToArray<float>();
    }
}
