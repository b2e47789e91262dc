using TensorFlow.Kernels.Convolutions;
using Xunit;
using static TensorFlow.Tests.Kernels.ConvolutionFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>Convolutions that max pooling follows: one kernel for both, and for their gradients.</summary>
public sealed class PooledConvolutionTests : NativeTest
{
    [Theory]
    [InlineData(1, 8, 8, 1, 16, "SAME", "VALID", true, true)]
    [InlineData(3, 28, 28, 1, 32, "VALID", "VALID", true, true)]
    [InlineData(2, 9, 13, 3, 48, "VALID", "VALID", true, true)]
    [InlineData(2, 9, 13, 3, 16, "SAME", "VALID", true, true)]
    [InlineData(2, 10, 6, 4, 32, "SAME", "SAME", true, false)]
    [InlineData(2, 7, 8, 2, 16, "VALID", "VALID", false, true)]
    [InlineData(1, 8, 8, 16, 16, "SAME", "VALID", true, true)]
    [InlineData(17, 13, 13, 32, 64, "VALID", "VALID", true, true)]
    [InlineData(2, 9, 12, 48, 32, "SAME", "VALID", true, true)]
    [InlineData(2, 10, 6, 16, 80, "SAME", "SAME", true, false)]
    [InlineData(3, 7, 8, 32, 16, "VALID", "VALID", false, true)]
    public void Values_and_gradients_are_those_of_the_runtimes_own_kernels(
        int images, int height, int width, int channels, int filters, string padding, string pooling, bool hasBias, bool hasRectifier)
    {
        using Tensor x = Numbers(1, images, height, width, channels), w = Numbers(2, 3, 3, channels, filters), b = Numbers(3, filters);
        Function Write(bool isOptimized) => Trace(isOptimized, [TensorSpec.Of(x), TensorSpec.Of(w), TensorSpec.Of(b)], s =>
        {
            Symbol y = Convolve(s[0], s[1], padding);
            y = hasBias ? RawOps.BiasAdd(y, s[2]) : y;
            y = RawOps.MaxPool(hasRectifier ? RawOps.Relu(y) : y, [1, 2, 2, 1], [1, 2, 2, 1], pooling);
            Symbol[] by = [s[1], .. hasBias ? (Symbol[])[s[2]] : [], .. channels >= 16 ? (Symbol[])[s[0]] : []];
            return [y, .. Gradient(y, y, by)];
        });
        using Function own = Write(true), other = Write(false);
        if (ConvolutionKernels.IsSupported)
        {
            Assert.Equal(1, Count(own, ConvolutionKernels.Forward));
            Assert.Equal(0, Count(own, "MaxPool") + Count(own, "MaxPoolGrad") + Count(own, "ReluGrad"));
            // Without a rectifier, the sum over the windows is the gradient by the bias.
            Assert.Equal(hasRectifier || !hasBias ? 0 : 1, Count(own, "BiasAddGrad"));
        }

        AssertSame(Run(other, x, w, b), Run(own, x, w, b));
    }
}
