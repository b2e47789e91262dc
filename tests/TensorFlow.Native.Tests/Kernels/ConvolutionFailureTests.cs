using TensorFlow.Kernels.Convolutions;
using Xunit;
using static TensorFlow.Tests.Kernels.ConvolutionFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>Convolutions by this library's kernels of what does not fit together, of odd values, again and at once.</summary>
public sealed class ConvolutionFailureTests : NativeTest
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    public void Images_smaller_than_a_window_are_told(int height, int width)
    {
        using Tensor x = Numbers(1, 2, height, width, 16), w = Numbers(2, 3, 3, 16, 32);
        using Function function = Trace(
            true, [new(DType.Float32, [-1, -1, -1, 16]), TensorSpec.Of(w)], s => [Convolve(s[0], s[1], "VALID")]);
        InvalidArgumentException error = Assert.Throws<InvalidArgumentException>(() => Run(function, x, w));
        if (ConvolutionKernels.IsSupported)
            Assert.Contains($"images of {height} × {width} are smaller than a window of 3 × 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bias")]
    [InlineData("input")]
    [InlineData("filter")]
    public void Sizes_that_do_not_fit_together_are_told(string what)
    {
        using Tensor x = Numbers(1, 2, 6, 6, 16), w = Numbers(2, 3, 3, 16, 32), dy = Numbers(3, 2, 5, 6, 32), bias = Numbers(4, 16);
        TensorSpec[] specs =
            [TensorSpec.Of(x), TensorSpec.Of(w), new(DType.Float32, [-1, -1, -1, 32]), new(DType.Float32, [-1])];
        using Function function = Trace(true, specs, s => what switch
        {
            "bias" => [RawOps.BiasAdd(Convolve(s[0], s[1]), s[3])],
            "input" => [RawOps.Conv2DBackpropInput(s[0].Graph.Constant([2, 6, 6, 16]), s[1], s[2], [1, 1, 1, 1], "SAME")],
            _ => [RawOps.Conv2DBackpropFilter(s[0], s[0].Graph.Constant([3, 3, 16, 32]), s[2], [1, 1, 1, 1], "SAME")],
        });
        TensorFlowException error = Assert.ThrowsAny<TensorFlowException>(() => Run(function, x, w, dy, bias));
        // oneDNN's say no more than that they could not be made.
        if (!ConvolutionKernels.IsSupported)
            return;
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Contains(
            what == "bias" ? "expected a bias of [32], got [16]" : "expected gradients of [2, 6, 6, 32], got [2, 5, 6, 32]",
            error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, 0, 0)]
    [InlineData(float.NaN, 3, 4)]
    [InlineData(float.PositiveInfinity, 6, 5)]
    [InlineData(float.NegativeInfinity, 4, 1)]
    public void What_is_no_number_shows_in_each_window_that_has_it_and_in_no_other_image(float value, int row, int column)
    {
        const int height = 7, width = 6, channels = 16;
        using Tensor x = Numbers(1, 3, height, width, channels), w = Numbers(2, 3, 3, channels, channels);
        float[] elements = x.ToArray<float>();
        elements[(((height + row) * width) + column) * channels] = value;
        using Tensor odd = Tensor.Create<float>(elements, x.Shape);
        using Function function = Trace(true, [TensorSpec.Of(x), TensorSpec.Of(w)], s =>
            [Convolve(s[0], s[1]), RawOps.Conv2DBackpropInput(RawOps.Shape(s[0]), s[1], s[0], [1, 1, 1, 1], "SAME"),
                .. float.IsNaN(value) ? (Symbol[])[RawOps.Relu(Convolve(s[0] * 1, s[1]))] : []]);
        foreach ((float[] expected, float[] found) in Run(function, x, w).Zip(Run(function, odd, w)))
        {
            const int image = height * width * channels;
            Assert.Equal(expected[..image], found[..image]);
            Assert.Equal(expected[(2 * image)..], found[(2 * image)..]);
            for (int i = 0; i < image; i++)
            {
                if (Math.Abs((i / channels / width) - row) <= 1 && Math.Abs((i / channels % width) - column) <= 1)
                    Assert.False(float.IsFinite(found[image + i]), $"element {i}");
            }
        }
    }

    [Fact]
    public void Calls_give_the_same_bit_for_bit_one_after_another_and_at_once()
    {
        Assert.SkipUnless(ConvolutionKernels.IsSupported, "The order of the runtime's own sums is not this library's.");
        using Tensor one = Numbers(1, 17, 11, 12, 32), other = Numbers(2, 5, 11, 12, 32), w = Numbers(3, 3, 3, 32, 32);
        using Function function = Trace(true, [new(DType.Float32, [-1, 11, 12, 32]), TensorSpec.Of(w)], s =>
        {
            Symbol y = RawOps.Relu(Convolve(s[0], s[1]));
            return [y, .. Gradient(y, y, s[0], s[1])];
        });
        Tensor[] inputs = [one, other, one, other];
        float[][][] expected = [.. inputs.Select(x => Run(function, x, w))];
        Parallel.For(0, inputs.Length, i =>
        {
            for (int round = 0; round < 5; round++)
                AssertIdentical(expected[i % 2], Run(function, inputs[i], w));
        });
        AssertIdentical(expected[0], expected[2]);
        AssertIdentical(expected[1], expected[3]);
    }
}
