using System.Runtime.Intrinsics;
using TensorFlow.Kernels.Normalizations;
using Xunit;
using static TensorFlow.Tests.Kernels.ConvolutionFunction;
using static TensorFlow.Tests.Kernels.NormalizationFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>What a batch normalization's kernel notes of its rectifier for the gradients.</summary>
public sealed class RectifierMaskTests : NativeTest
{
    [Fact]
    public unsafe void Gradients_of_elements_above_zero_alone_are_passed()
    {
        float[] values =
        [
            1, -1, 0, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon,
            -float.Epsilon, 2, 3, -3, float.MaxValue, float.MinValue, 0, 4,
        ];
        Vector512<float> gradients = Vector512.Create(1f) + Vector512<float>.Indices;
        byte* bits = stackalloc byte[3 * values.Length / RectifierMask.ElementsPerByte];
        new Span<byte>(bits, 3 * values.Length / RectifierMask.ElementsPerByte).Clear();
        RectifierMask mask = new(bits);
        mask.Write(values.Length, Vector512.Create(values));
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i] > 0 ? gradients[i] : 0, mask.Select(values.Length, gradients)[i]);
            Assert.Equal((0, 0), (mask.Select(0, gradients)[i], mask.Select(2 * values.Length, gradients)[i]));
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 16)]
    [InlineData(3, 5, 7, 16)]
    [InlineData(3, 13, 11, 48)]
    [InlineData(9, 31, 33, 32)]
    public void Gradients_are_the_same_bit_for_bit_by_the_mask_and_by_the_outputs(int images, int height, int width, int channels)
    {
        Assert.SkipUnless(NormalizationKernels.IsSupported, "The runtime's own kernels have no mask.");
        Tensor[] values = Values(images, height, width, channels);
        foreach (bool isTakenTwice in new[] { false, true })
        {
            // A sum that is an output has its rectifier apart from the kernel.
            using Function masked = Write(isTakenTwice, returnsSum: false), other = Write(isTakenTwice, returnsSum: true);
            Assert.Equal((2, 0), (CountMasks(masked), CountMasks(other)));
            Assert.Equal((0, 1), (Count(masked, "Relu"), Count(other, "Relu")));
            Assert.Equal(0, Count(masked, "ReluGrad") + Count(other, "ReluGrad"));
            AssertIdentical(Run(masked, values), Run(other, values)[..^1]);
        }

        Array.ForEach(values, v => v.Dispose());

        Function Write(bool isTakenTwice, bool returnsSum) => Trace(true, values.Select(TensorSpec.Of), s =>
        {
            Symbol sum = Normalize(s[0], s[1], s[2]).Y + s[3], y = RawOps.Relu(sum);
            Symbol[] results = isTakenTwice ? [y * s[3], y * s[4]] : [y * s[4]];
            Symbol?[] gradients = Gradients.Of(results, [.. results.Select(r => RawOps.OnesLike(r))], s.AsSpan(0, 4));
            return [y, .. gradients.Select(g => g!.Value), .. returnsSum ? [sum] : Array.Empty<Symbol>()];
        });
    }

    [Fact]
    public void The_mask_may_be_that_of_another_normalization_that_the_rectifier_is_part_of()
    {
        Tensor[] values = Values(3, 5, 7, 32);
        Symbol[] Body(Symbol[] s)
        {
            Symbol y = RawOps.Relu(Normalize(s[0], s[1], s[2]).Y + Normalize(s[3], s[2], s[1]).Y);
            return [y, .. Gradient(y, s[4], s[..4])];
        }

        using Function own = Trace(true, values.Select(TensorSpec.Of), Body), other = Trace(false, values.Select(TensorSpec.Of), Body);
        if (NormalizationKernels.IsSupported)
            Assert.Equal((2, 0), (CountMasks(own), Count(own, "ReluGrad")));
        AssertSame(Run(other, values), Run(own, values));
        Array.ForEach(values, v => v.Dispose());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Without_gradients_that_take_it_there_is_no_mask(bool adds, bool rectifies)
    {
        Tensor[] values = Values(2, 3, 3, 16);
        using Function trained = Trace(true, values.Select(TensorSpec.Of), s => [Write(s), .. Gradient(Write(s), s[4], s[..3])]);
        using Function forward = Trace(true, values.Select(TensorSpec.Of), s => [RawOps.Relu(Normalize(s[0], s[1], s[2]).Y + s[3])]);
        Assert.Equal((0, 0), (CountMasks(trained), CountMasks(forward)));
        Array.ForEach(values, v => v.Dispose());

        Symbol Write(Symbol[] s)
        {
            Symbol y = Normalize(s[0], s[1], s[2]).Y;
            y = adds ? y + s[3] : y;
            return rectifies ? RawOps.Relu(y) : y;
        }
    }

    // The attribute of a node that is 1: tensorflow.NodeDef.attr and AttrValue.i.
    private static int CountMasks(Function function)
    {
        ReadOnlySpan<byte> field = [0x0A, (byte)"masks"u8.Length, .. "masks"u8, 0x12, 2, 0x18, 1];
        return MemoryExtensions.Count(function.ToFunctionDef(), field);
    }
}
