using TensorFlow.Kernels.Convolutions;
using Xunit;
using static TensorFlow.Tests.Kernels.ConvolutionFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>Convolutions of a stride and of windows of 1 × 1 give what the runtime's kernels give.</summary>
public sealed class PatchConvolutionTests : NativeTest
{
    private const int Unknown = -1;

    [Theory]
    [InlineData(1, 8, 8, 16, 32, 3, 2, "SAME")]
    [InlineData(5, 9, 12, 32, 64, 3, 2, "SAME")]
    [InlineData(3, 7, 13, 48, 32, 3, 2, "SAME")]
    [InlineData(2, 1, 2, 16, 48, 3, 2, "SAME")]
    [InlineData(1, 3, 3, 16, 32, 3, 2, "VALID")]
    [InlineData(5, 8, 10, 16, 32, 3, 2, "VALID")]
    [InlineData(17, 9, 11, 32, 80, 3, 2, "VALID")]
    [InlineData(3, 32, 32, 16, 32, 3, 2, "SAME")]
    [InlineData(1, 8, 8, 16, 32, 1, 2, "SAME")]
    [InlineData(5, 7, 9, 32, 48, 1, 2, "VALID")]
    [InlineData(17, 12, 11, 48, 16, 1, 2, "SAME")]
    public void Values_and_gradients_are_those_of_the_runtimes_own_kernels(
        int images, int height, int width, int channels, int filters, int window, int stride, string padding)
    {
        using Tensor x = Numbers(1, images, height, width, channels), w = Numbers(2, window, window, channels, filters);
        Check(x, w, x.Shape, stride, padding);
        Check(x, w, [Unknown, height, width, channels], stride, padding);
        Check(x, w, [Unknown, Unknown, Unknown, channels], stride, padding);
    }

    [Theory]
    [InlineData(128, 32, 16, 32, 3, true, true, true)]
    [InlineData(1, 32, 16, 32, 3, true, false, true)]
    [InlineData(32, 28, 16, 16, 3, true, true, false)]
    [InlineData(32, 56, 64, 128, 3, true, false, true)]
    [InlineData(32, 28, 128, 256, 3, false, false, true)]
    [InlineData(32, 14, 256, 512, 3, false, false, false)]
    [InlineData(1, 28, 128, 256, 1, true, true, true)]
    [InlineData(32, 14, 256, 512, 1, false, false, false)]
    public void What_is_slower_than_the_runtimes_own_kernels_is_left_to_them(
        int images, int size, int channels, int filters, int window, bool forward, bool byInput, bool byFilter)
    {
        TensorSpec[] specs =
            [new(DType.Float32, [images, size, size, channels]), new(DType.Float32, [window, window, channels, filters])];
        using Function function = Trace(true, specs, s =>
        {
            Symbol y = RawOps.Conv2D(s[0], s[1], [1, 2, 2, 1], "SAME");
            return [y, .. Gradient(y, y, s[0], s[1])];
        });
        Assert.Equal(
            (forward && ConvolutionKernels.IsSupported, byInput && ConvolutionKernels.IsSupported,
                byFilter && ConvolutionKernels.IsSupported),
            (Count(function, "Conv2D") == 0, Count(function, "Conv2DBackpropInput") == 0, Count(function, "Conv2DBackpropFilter") == 0));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_bias_and_a_rectifier_are_part_of_the_kernel(bool hasBias, bool hasRectifier)
    {
        using Tensor x = Numbers(1, 5, 7, 9, 16), w = Numbers(2, 3, 3, 16, 48), b = Numbers(3, 48);
        Function Write(bool isOptimized) => Trace(isOptimized, [TensorSpec.Of(x), TensorSpec.Of(w), TensorSpec.Of(b)], s =>
        {
            Symbol y = RawOps.Conv2D(s[0], s[1], [1, 2, 2, 1], "SAME");
            y = hasBias ? RawOps.BiasAdd(y, s[2]) : y;
            y = hasRectifier ? RawOps.Relu(y) : y;
            return [y, .. Gradient(y, y, s[0], s[1])];
        });
        using Function own = Write(true), other = Write(false);
        if (ConvolutionKernels.IsSupported)
            Assert.Equal((1, 0, 0), (Count(own, PatchKernels.Forward), Count(own, "BiasAdd"), Count(own, "Relu")));
        AssertSame(Run(other, x, w, b), Run(own, x, w, b));
    }

    [Fact]
    public void Of_no_images_there_are_no_outputs_and_no_slope()
    {
        Assert.SkipUnless(ConvolutionKernels.IsSupported, "The runtime's own outputs of no images have the shape of the images.");
        using Tensor x = Numbers(1, 0, 6, 7, 32), w = Numbers(2, 3, 3, 32, 16);
        using Function function = Trace(true, [new(DType.Float32, [Unknown, 6, 7, 32]), TensorSpec.Of(w)], s =>
        {
            Symbol y = RawOps.Conv2D(s[0], s[1], [1, 2, 2, 1], "SAME");
            return [RawOps.Shape(y).Cast(DType.Float32), .. Gradient(y, y, s[0], s[1])];
        });
        Assert.Equal([[0, 3, 4, 16], [], new float[3 * 3 * 32 * 16]], Run(function, x, w));
    }

    [Fact]
    public void Images_smaller_than_a_window_are_told()
    {
        using Tensor x = Numbers(1, 2, 5, 1, 16), w = Numbers(2, 3, 3, 16, 32);
        using Function function = Trace(true, [new(DType.Float32, [Unknown, Unknown, Unknown, 16]), TensorSpec.Of(w)], s =>
            [RawOps.Conv2D(s[0], s[1], [1, 2, 2, 1], "VALID")]);
        InvalidArgumentException error = Assert.Throws<InvalidArgumentException>(() => Run(function, x, w));
        if (ConvolutionKernels.IsSupported)
            Assert.Contains("images of 5 × 1 are smaller than a window of 3 × 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_give_the_same_bit_for_bit_one_after_another_and_at_once()
    {
        Assert.SkipUnless(ConvolutionKernels.IsSupported, "The order of the runtime's own sums is not this library's.");
        using Tensor x = Numbers(1, 17, 15, 16, 32), w = Numbers(2, 3, 3, 32, 32);
        using Function function = Trace(true, [TensorSpec.Of(x), TensorSpec.Of(w)], s =>
        {
            Symbol y = RawOps.Conv2D(s[0], s[1], [1, 2, 2, 1], "SAME");
            return [y, .. Gradient(y, y, s[0], s[1])];
        });
        float[][] expected = Run(function, x, w);
        Parallel.For(0, 4, _ =>
        {
            for (int round = 0; round < 5; round++)
                AssertIdentical(expected, Run(function, x, w));
        });
    }

    private static void Check(Tensor x, Tensor w, Shape declared, int stride, string padding)
    {
        TensorSpec[] specs = [new(DType.Float32, declared), TensorSpec.Of(w)];
        using Function own = Trace(true, specs, Body), other = Trace(false, specs, Body);
        foreach (string op in new[] { PatchKernels.Forward, PatchKernels.InputGradient, PatchKernels.FilterGradient })
        {
            bool isFast = op != PatchKernels.InputGradient || w.Shape[0] == 1 || declared[0] is < 0 or >= 4;
            Assert.Equal(isFast && ConvolutionKernels.IsSupported ? 1 : 0, Count(own, op));
            Assert.Equal(0, Count(other, op));
        }

        AssertSame(Run(other, x, w), Run(own, x, w));

        Symbol[] Body(Symbol[] s)
        {
            Symbol y = RawOps.Conv2D(s[0], s[1], [1, stride, stride, 1], padding);
            return [y, .. Gradient(y, y, s[0], s[1])];
        }
    }
}
