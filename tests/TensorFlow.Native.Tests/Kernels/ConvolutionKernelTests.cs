using TensorFlow.Kernels.Convolutions;
using Xunit;
using static TensorFlow.Tests.Kernels.ConvolutionFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>Convolutions by this library's kernels give what the runtime's give.</summary>
public sealed class ConvolutionKernelTests : NativeTest
{
    private const int Unknown = -1;

    [Theory]
    [InlineData(5, 5, 16, 16, 1, "SAME")]
    [InlineData(6, 6, 16, 32, 3, "SAME")]
    [InlineData(7, 12, 48, 16, 3, "SAME")]
    [InlineData(4, 9, 32, 48, 17, "SAME")]
    [InlineData(12, 13, 64, 80, 17, "SAME")]
    [InlineData(2, 11, 16, 16, 3, "SAME")]
    [InlineData(6, 6, 16, 16, 1, "VALID")]
    [InlineData(7, 7, 32, 16, 3, "VALID")]
    [InlineData(4, 9, 16, 48, 17, "VALID")]
    [InlineData(11, 5, 48, 32, 3, "VALID")]
    [InlineData(12, 13, 64, 80, 17, "VALID")]
    [InlineData(8, 8, 16, 32, 16, "SAME")]
    [InlineData(15, 16, 32, 48, 5, "SAME")]
    [InlineData(13, 26, 48, 16, 3, "VALID")]
    [InlineData(8, 12, 144, 128, 2, "SAME")]
    public void Outputs_and_gradients_are_those_of_the_direct_sum(
        int height, int width, int channels, int filters, int images, string padding) =>
        Check([images, height, width, channels], [images, height, width, channels], filters, padding);

    [Theory]
    [InlineData(17, 1, 1, "SAME")]
    [InlineData(3, 1, 6, "SAME")]
    [InlineData(3, 11, 4, "SAME")]
    [InlineData(17, 3, 3, "VALID")]
    [InlineData(3, 5, 3, "VALID")]
    [InlineData(3, 12, 13, "VALID")]
    public void Sizes_of_images_may_be_unknown(int images, int height, int width, string padding) =>
        Check([Unknown, Unknown, Unknown, 32], [images, height, width, 32], 16, padding);

    [Theory]
    [InlineData(1, "SAME")]
    [InlineData(17, "VALID")]
    public void The_number_of_images_may_be_unknown(int images, string padding) =>
        Check([Unknown, 6, 7, 32], [images, 6, 7, 32], 16, padding);

    [Fact]
    public void Of_no_images_there_are_no_outputs_and_no_slope()
    {
        Assert.SkipUnless(ConvolutionKernels.IsSupported, "The runtime's own outputs of no images have the shape of the images.");
        using Tensor x = Numbers(1, 0, 6, 7, 32), w = Numbers(2, 3, 3, 32, 16), factors = Numbers(3, 0, 4, 5, 16);
        using Function function = Trace(true, [.. new[] { x, w, factors }.Select(Declared)], s =>
        {
            Symbol y = Convolve(s[0], s[1], "VALID");
            return [RawOps.Shape(y).Cast(DType.Float32), .. Gradient(y, s[2], s[0], s[1])];
        });
        Assert.Equal([[0, 4, 5, 16], [], new float[3 * 3 * 32 * 16]], Run(function, x, w, factors));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Loops_and_called_functions_give_the_same(bool isLoop)
    {
        using Tensor x = Numbers(1, 2, 6, 7, 16), w = Numbers(2, 3, 3, 16, 16), factors = Numbers(3, 2, 6, 7, 16);
        AssertSame(Results(false), Results(true));

        float[][] Results(bool isOptimized)
        {
            TensorSpec[] specs = [TensorSpec.Of(x), TensorSpec.Of(w), TensorSpec.Of(factors)];
            using Function called = Trace(isOptimized, specs[..2], s => [Step(s[0], s[1])]);
            Assert.Equal(isOptimized && ConvolutionKernels.IsSupported ? 1 : 0, Count(called, ConvolutionKernels.Forward));
            using Function function = Trace(isOptimized, specs, s =>
            {
                Symbol y = isLoop
                    ? ControlFlow.While([s[0].Graph.Constant(0, DType.Int32), s[0]],
                        v => RawOps.Less(v[0], v[0].Number(2)), v => [v[0] + 1, Step(v[1], s[1])])[1]
                    : called.Call(called.Call(s[0], s[1])[0], s[1])[0];
                return [y, .. Gradient(y, s[2], s[0], s[1])];
            });
            return Run(function, x, w, factors);
        }

        static Symbol Step(Symbol x, Symbol w) => RawOps.Tanh(Convolve(x, w) * 0.1);
    }

    [Fact]
    public void Rounding_is_less_than_5_times_that_of_the_direct_sum()
    {
        const int size = 8, channels = 64, filters = 16;
        using Tensor x = Numbers(1, 4, size, size, channels), w = Numbers(2, 3, 3, channels, filters);
        float[] images = x.ToArray<float>(), filter = w.ToArray<float>();
        double own = Deviation(true), direct = Deviation(false);
        Assert.True(own < 5 * direct, $"Expected less than 5 × {direct:G3}, got {own:G3}.");

        double Deviation(bool isOptimized)
        {
            using Function function = Trace(isOptimized, [TensorSpec.Of(x), TensorSpec.Of(w)], s => [Convolve(s[0], s[1])]);
            float[] outputs = Run(function, x, w)[0];
            double squares = 0;
            for (int i = 0; i < outputs.Length; i++)
                squares += Math.Pow(outputs[i] - Exact(i / filters, i % filters), 2);
            return Math.Sqrt(squares / outputs.Length);
        }

        double Exact(int position, int output)
        {
            (int image, int row, int column) = (position / (size * size), position / size % size, position % size);
            double sum = 0;
            for (int i = Math.Max(0, 1 - row); i < Math.Min(3, size + 1 - row); i++)
            {
                for (int j = Math.Max(0, 1 - column); j < Math.Min(3, size + 1 - column); j++)
                {
                    int element = ((((image * size) + row + i - 1) * size) + column + j - 1) * channels;
                    for (int channel = 0; channel < channels; channel++)
                        sum += (double)images[element + channel] * filter[(((((i * 3) + j) * channels) + channel) * filters) + output];
                }
            }

            return sum;
        }
    }

    private static void Check(Shape declared, Shape images, int filters, string padding)
    {
        (long height, long width) = padding == "SAME" ? (images[1], images[2]) : (images[1] - 2, images[2] - 2);
        Shape filter = [3, 3, images[3], filters], outputs = [images[0], height, width, filters];
        using Tensor x = Numbers(1, [.. images]), w = Numbers(2, [.. filter]), factors = Numbers(3, [.. outputs]);
        Shape declaredOutputs = [declared[0], declared[1] < 0 ? Unknown : height, declared[2] < 0 ? Unknown : width, filters];
        TensorSpec[] specs = [.. new[] { declared, filter, declaredOutputs }.Select(s => new TensorSpec(DType.Float32, s))];
        Check([ConvolutionKernels.Forward, ConvolutionKernels.BothGradients], s =>
        {
            Symbol y = Convolve(s[0], s[1], padding);
            return [y, .. Gradient(y, s[2], s[0], s[1])];
        });
        Check([ConvolutionKernels.InputGradient], s => Gradient(Convolve(s[0], s[1], padding), s[2], s[0]));
        Check([ConvolutionKernels.FilterGradient], s => Gradient(Convolve(s[0], s[1], padding), s[2], s[1]));

        void Check(string[] ops, Func<Symbol[], Symbol[]> body)
        {
            using Function own = Trace(true, specs, body), direct = Trace(false, specs, body);
            foreach (string op in ops)
            {
                Assert.Equal(ConvolutionKernels.IsSupported ? 1 : 0, Count(own, op));
                Assert.Equal(0, Count(direct, op));
            }

            AssertSame(Run(direct, x, w, factors), Run(own, x, w, factors));
        }
    }

    private static TensorSpec Declared(Tensor tensor) =>
        new(DType.Float32, tensor.Shape[0] == 0 ? [Unknown, .. tensor.Shape.Skip(1)] : tensor.Shape);
}
