using TensorFlow.Kernels.Convolutions;
using Xunit;
using static TensorFlow.Tests.Kernels.ConvolutionFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>Convolutions of sequences give what the runtime's kernels give.</summary>
public sealed class SequenceConvolutionTests : NativeTest
{
    private const int Unknown = -1;

    [Theory]
    [InlineData(1, 1_000, 1, 8, 32, 1, "VALID")]
    [InlineData(1, 248, 32, 8, 64, 1, "VALID")]
    [InlineData(3, 50, 5, 3, 16, 1, "SAME")]
    [InlineData(2, 51, 7, 4, 48, 2, "SAME")]
    [InlineData(2, 37, 3, 5, 16, 3, "VALID")]
    [InlineData(8, 9, 16, 2, 80, 1, "SAME")]
    [InlineData(2, 3, 4, 8, 16, 1, "SAME")]
    [InlineData(2, 8, 4, 8, 16, 1, "VALID")]
    [InlineData(1, 40, 2, 2, 16, 5, "SAME")]
    public void Outputs_are_those_of_the_runtimes_own_kernels(
        int sequences, int steps, int channels, int window, int filters, int stride, string padding)
    {
        using Tensor x = Numbers(1, sequences, 1, steps, channels), w = Numbers(2, 1, window, channels, filters), b = Numbers(3, filters);
        foreach (Shape shape in new Shape[] { x.Shape, [sequences, 1, Unknown, channels] })
        {
            using Function own = Write(true, shape), other = Write(false, shape);
            if (ConvolutionKernels.IsSupported)
                Assert.Equal((2, 0, 1), (Count(own, SequenceKernels.Forward), Count(own, "BiasAdd"), Count(own, "Conv2DBackpropFilter")));
            AssertSame(Run(other, x, w, b), Run(own, x, w, b));
        }

        Function Write(bool isOptimized, Shape shape) =>
            Trace(isOptimized, [new(DType.Float32, shape), TensorSpec.Of(w), TensorSpec.Of(b)], s =>
            {
                Symbol plain = RawOps.Conv2D(s[0], s[1], [1, stride, stride, 1], padding);
                Symbol y = RawOps.Relu(RawOps.BiasAdd(RawOps.Conv2D(s[0], s[1], [1, 1, stride, 1], padding), s[2]));
                return [plain, y, .. Gradient(y, y, s[1], s[2])];
            });
    }

    [Fact]
    public void An_empty_batch_has_no_outputs()
    {
        using Tensor x = Numbers(1, 0, 1, 20, 4), w = Numbers(2, 1, 3, 4, 16);
        using Function own = Trace(true, [TensorSpec.Of(x), TensorSpec.Of(w)], s => [Convolve(s[0], s[1])]);
        Assert.Empty(Run(own, x, w)[0]);
    }

    [Fact]
    public void Results_are_the_same_in_each_call()
    {
        using Tensor x = Numbers(1, 7, 1, 300, 16), w = Numbers(2, 1, 7, 16, 64);
        using Function own = Trace(true, [TensorSpec.Of(x), TensorSpec.Of(w)], s => [Convolve(s[0], s[1])]);
        float[][] first = Run(own, x, w);
        for (int i = 0; i < 5; i++)
            AssertIdentical(first, Run(own, x, w));
    }

    [Fact]
    public void Sequences_shorter_than_the_window_are_refused()
    {
        using Tensor x = Numbers(1, 2, 1, 5, 4), w = Numbers(2, 1, 6, 4, 16);
        using Function own = Trace(
            true, [new(DType.Float32, [2, 1, Unknown, 4]), TensorSpec.Of(w)], s => [Convolve(s[0], s[1], "VALID")]);
        if (ConvolutionKernels.IsSupported)
            Assert.Contains("shorter than a window of 6", Assert.ThrowsAny<TensorFlowException>(() => Run(own, x, w)).Message);
    }

    [Theory]
    [InlineData(2, 1, 4, 24)]
    [InlineData(2, 2, 4, 16)]
    [InlineData(2, 1, 2, 16)]
    [InlineData(9, 1, 4, 16)]
    [InlineData(Unknown, 1, 4, 16)]
    public void Others_stay_with_the_runtimes_kernels(int sequences, int height, int channels, int filters)
    {
        using Tensor w = Numbers(1, 1, 3, channels, filters);
        using Function own = Trace(
            true, [new(DType.Float32, [sequences, height, 20, 4]), TensorSpec.Of(w)], s => [Convolve(s[0], s[1])]);
        Assert.Equal((0, 1), (Count(own, SequenceKernels.Forward), Count(own, "Conv2D")));
    }
}
