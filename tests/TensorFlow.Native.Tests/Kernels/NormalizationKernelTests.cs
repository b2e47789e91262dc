using TensorFlow.Kernels.Normalizations;
using Xunit;
using static TensorFlow.Tests.Kernels.ConvolutionFunction;
using static TensorFlow.Tests.Kernels.NormalizationFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>Batch normalization by this library's kernels, beside the runtime's.</summary>
public sealed class NormalizationKernelTests : NativeTest
{
    public static TheoryData<int, int, int, int, bool, bool, bool> Cases
    {
        get
        {
            TheoryData<int, int, int, int, bool, bool, bool> cases = [];
            (int, int, int, int)[] shapes =
                [(1, 1, 2, 16), (3, 1, 1, 48), (2, 7, 5, 16), (5, 3, 3, 80), (3, 13, 11, 64), (2, 3, 2, 2064), (9, 31, 33, 32)];
            foreach ((int images, int height, int width, int channels) in shapes)
            {
                foreach ((bool adds, bool rectifies) in new[] { (false, false), (false, true), (true, false), (true, true) })
                {
                    cases.Add(images, height, width, channels, adds, rectifies, false);
                    cases.Add(images, height, width, channels, adds, rectifies, true);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_statistics_and_gradients_are_those_of_the_runtimes_own_kernels(
        int images, int height, int width, int channels, bool adds, bool rectifies, bool isTakenTwice)
    {
        Tensor[] values = Values(images, height, width, channels);
        Function Write(bool isOptimized) => Trace(isOptimized, values.Select(TensorSpec.Of), s =>
        {
            var normalized = Normalize(s[0], s[1], s[2]);
            Symbol y = adds ? normalized.Y + s[3] : normalized.Y;
            y = rectifies ? RawOps.Relu(y) : y;
            // What is taken twice has two gradients.
            Symbol[] results = isTakenTwice ? [y * s[3], y * s[4]] : [y * s[4]];
            return [y, normalized.BatchMean, normalized.BatchVariance,
                .. Gradients.Of(results, [.. results.Select(r => RawOps.OnesLike(r))], [s[0], s[1], s[2], s[3]]).Where(g => g is not null)
                    .Select(g => g!.Value)];
        });
        using Function own = Write(true), other = Write(false);
        if (NormalizationKernels.IsSupported)
        {
            Assert.Equal((1, 1), (Count(own, NormalizationKernels.Forward), Count(own, NormalizationKernels.Gradient)));
            Assert.Equal(0, Count(own, "Relu") + Count(own, "ReluGrad") + Count(own, "FusedBatchNormV3"));
        }

        AssertSame(Run(other, values), Run(own, values));
        Array.ForEach(values, v => v.Dispose());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Tensors_larger_than_caches_are_what_double_precision_gives(bool adds, bool rectifies)
    {
        const double tolerance = 1e-5;
        Tensor[] values = Values(33, 64, 64, 16);
        using Function function = Trace(true, values.Select(TensorSpec.Of), s => Write(s, Normalize(s[0], s[1], s[2]).Y));
        using Function exact = Trace(false, values.Select(TensorSpec.Of), s =>
        {
            Symbol[] wide = [.. s.Select(v => v.Cast(DType.Float64))];
            Symbol axes = s[0].Graph.Constant([0, 1, 2]), centered = wide[0] - RawOps.Mean(wide[0], axes, keepDims: true);
            Symbol inverse = RawOps.Rsqrt(RawOps.Mean(RawOps.Square(centered), axes, keepDims: true) + 0.001f);
            return [.. Write(wide, (centered * inverse * wide[1]) + wide[2]).Select(v => v.Cast(DType.Float32))];
        });
        float[][] expected = Run(exact, values), found = Run(function, values);
        for (int i = 0; i < expected.Length; i++)
        {
            double scale = expected[i].Max(Math.Abs);
            for (int j = 0; j < expected[i].Length; j++)
            {
                if (Math.Abs(expected[i][j] - found[i][j]) > tolerance * scale)
                    Assert.Fail($"output {i}, element {j}: {expected[i][j]}, {found[i][j]}, beside {scale}");
            }
        }

        Array.ForEach(values, v => v.Dispose());

        Symbol[] Write(Symbol[] s, Symbol normalized)
        {
            Symbol y = adds ? normalized + s[3] : normalized;
            y = rectifies ? RawOps.Relu(y) : y;
            return [y, .. Gradient(y, s[4], adds ? [s[0], s[1], s[2], s[3]] : [s[0], s[1], s[2]])];
        }
    }

    [Fact]
    public void The_variance_beside_a_large_mean_keeps_its_digits()
    {
        Assert.SkipUnless(NormalizationKernels.IsSupported, "The runtime's own kernels are another matter.");
        const int rows = 64 * 17 * 19, channels = 16;
        Random random = new(3);
        float[] x = [.. Enumerable.Range(0, rows * channels).Select(i => 1000 + (i % channels) + random.NextSingle())];
        using Tensor tensor = Tensor.Create<float>(x, [64, 17, 19, channels]), ones = Tensor.Create<float>(
            [.. Enumerable.Repeat(1f, channels)], [channels]);
        using Function function = Trace(true, [TensorSpec.Of(tensor), TensorSpec.Of(ones)], s =>
        {
            var normalized = Normalize(s[0], s[1], s[1]);
            return [normalized.BatchMean, normalized.BatchVariance];
        });
        float[][] found = Run(function, tensor, ones);
        for (int channel = 0; channel < channels; channel++)
        {
            double mean = Enumerable.Range(0, rows).Average(r => (double)x[(r * channels) + channel]);
            double variance = Enumerable.Range(0, rows).Sum(r => Math.Pow(x[(r * channels) + channel] - mean, 2)) / (rows - 1);
            Assert.Equal(mean, found[0][channel], 1e-4);
            Assert.Equal(variance, found[1][channel], 1e-6);
        }
    }

    [Fact]
    public void Calls_give_the_same_bit_for_bit_one_after_another_and_at_once()
    {
        Assert.SkipUnless(NormalizationKernels.IsSupported, "The order of the runtime's own sums is not this library's.");
        Tensor[] values = Values(37, 31, 33, 32);
        using Function function = Trace(true, values.Select(TensorSpec.Of), s =>
        {
            Symbol y = RawOps.Relu(Normalize(s[0], s[1], s[2]).Y + s[3]);
            return [y, .. Gradient(y, s[4], s[..4])];
        });
        float[][] expected = Run(function, values);
        Parallel.For(0, 4, _ =>
        {
            for (int round = 0; round < 5; round++)
                AssertIdentical(expected, Run(function, values));
        });
        Array.ForEach(values, v => v.Dispose());
    }

    [Fact]
    public void What_is_no_number_shows_in_its_channel_alone()
    {
        Tensor[] values = Values(2, 3, 3, 16);
        float[] elements = values[0].ToArray<float>();
        elements[5] = float.NaN;
        using Tensor odd = Tensor.Create<float>(elements, values[0].Shape);
        using Function function = Trace(true, values.Select(TensorSpec.Of), s =>
            [RawOps.Relu(Normalize(s[0], s[1], s[2]).Y), RawOps.Relu(Normalize(s[0], s[1], s[2]).Y + s[3])]);
        foreach (float[] found in Run(function, [odd, .. values[1..]]))
            Assert.All(found.Index(), f => Assert.Equal(f.Index % 16 == 5, float.IsNaN(f.Item)));
        Array.ForEach(values, v => v.Dispose());
    }

    [Fact]
    public void Parameters_that_do_not_fit_are_told()
    {
        using Tensor x = Numbers(1, 2, 3, 3, 16), scale = Numbers(2, 32);
        using Function function = Trace(true, [TensorSpec.Of(x), new(DType.Float32, [-1])], s => [Normalize(s[0], s[1], s[1]).Y]);
        InvalidArgumentException error = Assert.Throws<InvalidArgumentException>(() => Run(function, x, scale));
        if (NormalizationKernels.IsSupported)
            Assert.Contains("expected a scale of [16], got [32]", error.Message, StringComparison.Ordinal);
    }
}
