using TensorFlow.Kernels.Convolutions;
using Xunit;
using static TensorFlow.Tests.Kernels.ConvolutionFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>Convolutions of images of a few channels without pooling give what the runtime's kernels give.</summary>
public sealed class BandConvolutionTests : NativeTest
{
    private const int Unknown = -1;

    [Theory]
    [InlineData(1, 16, 16, 1, 16, "SAME")]
    [InlineData(3, 28, 28, 1, 32, "VALID")]
    [InlineData(5, 32, 32, 3, 16, "SAME")]
    [InlineData(3, 17, 19, 4, 32, "SAME")]
    [InlineData(17, 11, 21, 3, 80, "VALID")]
    [InlineData(2, 25, 18, 2, 48, "VALID")]
    [InlineData(2, 1, 33, 3, 16, "SAME")]
    public void Values_and_slopes_of_filters_are_those_of_the_runtimes_own_kernels(
        int images, int height, int width, int channels, int filters, string padding)
    {
        using Tensor x = Numbers(1, images, height, width, channels), w = Numbers(2, 3, 3, channels, filters);
        Check(x, w, x.Shape, padding);
        Check(x, w, [Unknown, height, width, channels], padding);
        Check(x, w, [Unknown, Unknown, Unknown, channels], padding);
    }

    [Theory]
    [InlineData(1, 3, 3, 3, "VALID")]
    [InlineData(5, 2, 1, 3, "SAME")]
    [InlineData(3, 9, 8, 1, "SAME")]
    [InlineData(2, 15, 17, 4, "VALID")]
    public void Rows_of_sizes_that_are_not_known_may_be_short(int images, int height, int width, int channels, string padding)
    {
        using Tensor x = Numbers(1, images, height, width, channels), w = Numbers(2, 3, 3, channels, 32);
        Check(x, w, [Unknown, Unknown, Unknown, channels], padding);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_bias_and_a_rectifier_are_part_of_the_kernel(bool hasBias, bool hasRectifier)
    {
        using Tensor x = Numbers(1, 5, 17, 19, 3), w = Numbers(2, 3, 3, 3, 48), b = Numbers(3, 48);
        Function Write(bool isOptimized) => Trace(isOptimized, [TensorSpec.Of(x), TensorSpec.Of(w), TensorSpec.Of(b)], s =>
        {
            Symbol y = Convolve(s[0], s[1]);
            y = hasBias ? RawOps.BiasAdd(y, s[2]) : y;
            y = hasRectifier ? RawOps.Relu(y) : y;
            return [y, .. Gradient(y, y, hasBias ? [s[1], s[2]] : [s[1]])];
        });
        using Function own = Write(true), other = Write(false);
        if (ConvolutionKernels.IsSupported)
            Assert.Equal((1, 0, 0), (Count(own, PatchKernels.Forward), Count(own, "BiasAdd"), Count(own, "Relu")));
        AssertSame(Run(other, x, w, b), Run(own, x, w, b));
    }

    [Fact]
    public void The_slope_of_images_stays_with_the_runtimes_own_kernel()
    {
        TensorSpec[] specs = [new(DType.Float32, [2, 17, 19, 3]), new(DType.Float32, [3, 3, 3, 16])];
        using Function function = Trace(true, specs, s =>
        {
            Symbol y = Convolve(s[0], s[1]);
            return [y, .. Gradient(y, y, s[0], s[1])];
        });
        int own = ConvolutionKernels.IsSupported ? 1 : 0;
        Assert.Equal(
            (own, 1, own),
            (Count(function, PatchKernels.Forward), Count(function, "Conv2DBackpropInput"), Count(function, PatchKernels.FilterGradient)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pooling_behind_it_is_part_of_another_kernel_unless_something_else_takes_the_outputs(bool isTaken)
    {
        using Tensor x = Numbers(1, 3, 18, 20, 3), w = Numbers(2, 3, 3, 3, 16);
        Function Write(bool isOptimized) => Trace(isOptimized, [TensorSpec.Of(x), TensorSpec.Of(w)], s =>
        {
            Symbol y = Convolve(s[0], s[1]), pooled = RawOps.MaxPool(y, [1, 2, 2, 1], [1, 2, 2, 1], "VALID");
            return [pooled, .. Gradient(pooled, pooled, s[1]), .. isTaken ? (Symbol[])[y] : []];
        });
        using Function own = Write(true), other = Write(false);
        if (ConvolutionKernels.IsSupported)
        {
            Assert.Equal(
                isTaken ? (0, 1, 1) : (1, 0, 0),
                (Count(own, ConvolutionKernels.Forward), Count(own, PatchKernels.Forward), Count(own, "MaxPool")));
        }

        AssertSame(Run(other, x, w), Run(own, x, w));
    }

    [Fact]
    public void Of_no_images_there_are_no_outputs_and_no_slope()
    {
        Assert.SkipUnless(ConvolutionKernels.IsSupported, "The runtime's own outputs of no images have the shape of the images.");
        using Tensor x = Numbers(1, 0, 18, 19, 3), w = Numbers(2, 3, 3, 3, 16);
        using Function function = Trace(true, [new(DType.Float32, [Unknown, 18, 19, 3]), TensorSpec.Of(w)], s =>
        {
            Symbol y = Convolve(s[0], s[1], "VALID");
            return [RawOps.Shape(y).Cast(DType.Float32), .. Gradient(y, y, s[1])];
        });
        Assert.Equal([[0, 16, 17, 16], new float[3 * 3 * 3 * 16]], Run(function, x, w));
    }

    [Fact]
    public void Images_smaller_than_a_window_are_told()
    {
        using Tensor x = Numbers(1, 2, 1, 20, 3), w = Numbers(2, 3, 3, 3, 16);
        using Function function = Trace(
            true, [new(DType.Float32, [Unknown, Unknown, Unknown, 3]), TensorSpec.Of(w)], s => [Convolve(s[0], s[1], "VALID")]);
        InvalidArgumentException error = Assert.Throws<InvalidArgumentException>(() => Run(function, x, w));
        if (ConvolutionKernels.IsSupported)
            Assert.Contains("images of 1 × 20 are smaller than a window of 3 × 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, 0, 0)]
    [InlineData(float.NaN, 9, 18)]
    [InlineData(float.PositiveInfinity, 16, 16)]
    [InlineData(float.NegativeInfinity, 8, 3)]
    public void What_is_no_number_shows_in_each_window_that_has_it_and_in_no_other(float value, int row, int column)
    {
        const int height = 17, width = 19, channels = 3, filters = 16;
        using Tensor x = Numbers(1, 3, height, width, channels), w = Numbers(2, 3, 3, channels, filters);
        float[] elements = x.ToArray<float>();
        elements[(((height + row) * width) + column) * channels] = value;
        using Tensor odd = Tensor.Create<float>(elements, x.Shape);
        using Function function = Trace(true, [TensorSpec.Of(x), TensorSpec.Of(w)], s =>
            [Convolve(s[0], s[1]), .. float.IsNaN(value) ? (Symbol[])[RawOps.Relu(Convolve(s[0] * 1, s[1]))] : []]);
        foreach ((float[] expected, float[] found) in Run(function, x, w).Zip(Run(function, odd, w)))
        {
            for (int i = 0; i < found.Length; i++)
            {
                int position = i / filters;
                bool hasIt = position / (height * width) == 1 && Math.Abs((position / width % height) - row) <= 1
                    && Math.Abs((position % width) - column) <= 1;
                Assert.True(hasIt ? !float.IsFinite(found[i]) : found[i] == expected[i], $"element {i}");
            }
        }
    }

    [Fact]
    public void Calls_give_the_same_bit_for_bit_one_after_another_and_at_once()
    {
        Assert.SkipUnless(ConvolutionKernels.IsSupported, "The order of the runtime's own sums is not this library's.");
        using Tensor x = Numbers(1, 17, 31, 32, 3), w = Numbers(2, 3, 3, 3, 32);
        using Function function = Trace(true, [TensorSpec.Of(x), TensorSpec.Of(w)], s =>
        {
            Symbol y = Convolve(s[0], s[1]);
            return [y, .. Gradient(y, y, s[1])];
        });
        float[][] expected = Run(function, x, w);
        Parallel.For(0, 4, _ =>
        {
            for (int round = 0; round < 5; round++)
                AssertIdentical(expected, Run(function, x, w));
        });
    }

    private static void Check(Tensor x, Tensor w, Shape declared, string padding)
    {
        TensorSpec[] specs = [new(DType.Float32, declared), TensorSpec.Of(w)];
        using Function own = Trace(true, specs, Body), other = Trace(false, specs, Body);
        foreach (string op in new[] { PatchKernels.Forward, PatchKernels.FilterGradient })
        {
            Assert.Equal(ConvolutionKernels.IsSupported ? 1 : 0, Count(own, op));
            Assert.Equal(0, Count(other, op));
        }

        AssertSame(Run(other, x, w), Run(own, x, w));

        Symbol[] Body(Symbol[] s)
        {
            Symbol y = Convolve(s[0], s[1], padding);
            return [y, .. Gradient(y, y, s[1])];
        }
    }
}
