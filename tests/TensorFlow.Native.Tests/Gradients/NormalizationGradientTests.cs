using Xunit;

namespace TensorFlow.Tests.Differentiation;

/// <summary>
/// The kernel of batch normalization has the derivatives of the operations that it stands for. It knows float32 only, which is too coarse
/// for
/// differences.
/// </summary>
public sealed class NormalizationGradientTests : NativeTest
{
    private const float Epsilon = 1e-3f;
    private static readonly Shape Images = [3, 2, 4, 2];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void First_and_second_derivatives_are_those_of_the_plain_form(bool compile)
    {
        Assert.SkipUnless(!compile || Runtime.HasXla, "The library has no XLA.");
        float[][] kernel = Derivatives(Fused, compile), plain = Derivatives(Plain, compile);
        Assert.Equal(6, kernel.Length);
        AssertSame(kernel, plain);
    }

    [Theory]
    [InlineData(true, "NHWC")]
    [InlineData(false, "NHWC")]
    [InlineData(true, "NCHW")]
    [InlineData(false, "NCHW")]
    public void Derivatives_are_those_of_the_plain_form_by_own_and_by_given_statistics_wherever_the_channels_are(
        bool isTraining, string format)
    {
        AssertSame(First(Normalize), First(isTraining ? Plain : PlainByGiven));

        static float[][] First(Func<Symbol, Symbol, Symbol, Symbol> normalize) => Derivatives(normalize, compile: false, order: 1);

        Symbol Normalize(Symbol x, Symbol scale, Symbol offset)
        {
            Symbol none = RawOps.Fill(x.Graph.Constant([0]), x.Number(0));
            Symbol[] statistics = isTraining ? [none, none] : Given(x.Graph);
            bool isLast = format == "NHWC";
            Symbol y = RawOps.FusedBatchNormV3(
                isLast ? x : RawOps.Transpose(x, x.Graph.Constant([0, 3, 1, 2])), scale, offset, statistics[0], statistics[1], Epsilon,
                dataFormat: format, isTraining: isTraining).Y;
            return isLast ? y : RawOps.Transpose(y, x.Graph.Constant([0, 2, 3, 1]));
        }

        static Symbol PlainByGiven(Symbol x, Symbol scale, Symbol offset)
        {
            Symbol[] statistics = Given(x.Graph);
            return ((x - statistics[0]) * RawOps.Rsqrt(statistics[1] + Epsilon) * scale) + offset;
        }
    }

    private static Symbol[] Given(Graph graph)
    {
        using Tensor mean = Tensor.Create<float>([0.2f, -0.3f]), variance = Tensor.Create<float>([0.5f, 1.7f]);
        return [graph.Constant(mean), graph.Constant(variance)];
    }

    private static void AssertSame(float[][] kernel, float[][] plain)
    {
        foreach ((float[] found, float[] expected) in kernel.Zip(plain))
        {
            double largest = expected.Max(Math.Abs);
            Assert.True(largest > 0.01, "nothing flows");
            for (int i = 0; i < found.Length; i++)
                Assert.InRange(found[i], expected[i] - (1e-4 * largest), expected[i] + (1e-4 * largest));
        }
    }

    private static float[][] Derivatives(Func<Symbol, Symbol, Symbol, Symbol> normalize, bool compile, int order = 2)
    {
        Random random = new(4);
        Tensor[] values = [Numbers(random, Images), Numbers(random, [2]),
            Numbers(random, [2]), Numbers(random, Images), Numbers(random, Images)];
        DeviceTensor[] inputs = [.. values.Select(v => DeviceTensor.From(v))];
        try
        {
            using Function function = Function.Trace("derivatives", [.. values.Select(TensorSpec.Of)], s =>
            {
                Symbol all = s[0].Graph.Constant([0, 1, 2, 3]);
                Symbol[] weights = s[..3];
                Symbol loss = RawOps.Sum(RawOps.Square(normalize(s[0], s[1], s[2])) * s[3], all);
                Symbol?[] first = TensorFlow.Gradients.Of(loss, weights);
                if (order == 1)
                    return [.. first.Select(d => d!.Value)];
                Symbol penalty = RawOps.Sum(first[0]!.Value * s[4], all)
                    + RawOps.Sum(RawOps.Square(first[1]!.Value) + RawOps.Square(first[2]!.Value), s[0].Graph.Constant([0]));
                Symbol?[] second = TensorFlow.Gradients.Of(penalty, weights);
                return [.. first.Concat(second).Select(d => d!.Value)];
            }, new FunctionOptions { Compile = compile });
            DeviceTensor[] outputs = function.Invoke(inputs);
            return [.. outputs.Select(Read)];
        }
        finally
        {
            foreach (DeviceTensor input in inputs)
                input.Dispose();
            foreach (Tensor value in values)
                value.Dispose();
        }
    }

    private static Symbol Fused(Symbol x, Symbol scale, Symbol offset)
    {
        Symbol none = RawOps.Fill(x.Graph.Constant([0]), x.Number(0));
        return RawOps.FusedBatchNormV3(x, scale, offset, none, none, Epsilon).Y;
    }

    private static Symbol Plain(Symbol x, Symbol scale, Symbol offset)
    {
        Symbol axes = x.Graph.Constant([0, 1, 2]), centered = x - RawOps.Mean(x, axes, keepDims: true);
        return (centered * RawOps.Rsqrt(RawOps.Mean(RawOps.Square(centered), axes, keepDims: true) + Epsilon) * scale) + offset;
    }

    private static float[] Read(DeviceTensor output)
    {
        using (output)
        {
            using Tensor tensor = output.ToTensor();
            return tensor.ToArray<float>();
        }
    }

    private static Tensor Numbers(Random random, Shape shape) =>
        Tensor.Create<float>([.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => (random.NextSingle() * 2) - 1)], shape);
}
