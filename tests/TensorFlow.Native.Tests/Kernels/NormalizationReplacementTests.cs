using TensorFlow.Kernels.Convolutions;
using TensorFlow.Kernels.Normalizations;
using Xunit;
using static TensorFlow.Tests.Kernels.ConvolutionFunction;
using static TensorFlow.Tests.Kernels.NormalizationFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>Which batch normalizations of a graph this library's kernels compute, and what is computed along with them.</summary>
public sealed class NormalizationReplacementTests : NativeTest
{
    private static readonly Dictionary<string, Func<Symbol>> Others = new()
    {
        ["24 channels"] = () => Alone([2, 4, 4, 24], 24),
        ["channels of which the number is unknown"] = () => Alone([2, 4, 4, -1], 16),
        ["channels first"] = () => Alone([2, 16, 4, 4], 16, format: "NCHW"),
        ["float16"] = () => Alone([2, 4, 4, 16], 16, DType.Float16),
        ["bfloat16"] = () => Alone([2, 4, 4, 16], 16, DType.BFloat16),
        ["given statistics"] = () => Alone([2, 4, 4, 16], 16, isTraining: false),
    };

    public static TheoryData<string> Names => [.. Others.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Others_stay_as_they_are(string name) => AssertReplaced(false, true, Others[name]);

    [Fact]
    public void Channels_that_fill_vectors_are_replaced() => AssertReplaced(true, true, () => Alone([-1, -1, -1, 16], 16));

    [Fact]
    public void A_graph_that_runs_once_stays_as_it_is() => AssertReplaced(false, false, () => Alone([2, 4, 4, 16], 16));

    [Theory]
    [InlineData("rectifier", 0, 0)]
    [InlineData("maximum with 0", 0, 0)]
    [InlineData("maximum with 1", 0, 1)]
    [InlineData("sum and rectifier", 0, 0)]
    [InlineData("the sum's other term first", 0, 0)]
    [InlineData("the sum is an output", 0, 1)]
    [InlineData("the sum is taken twice", 0, 1)]
    [InlineData("twice the same", 1, 1)]
    [InlineData("the normalized is an output", 1, 1)]
    [InlineData("the other term comes later", 1, 1)]
    [InlineData("the other term follows from the mean", 1, 1)]
    [InlineData("the other term is spread", 1, 1)]
    [InlineData("something waits for the sum", 1, 1)]
    public void A_sum_and_a_rectifier_are_part_of_a_normalization_that_nothing_else_takes(string name, int sums, int rectifiers)
    {
        Tensor[] values = Values(3, 4, 5, 16);
        using Function own = Trace(true, values.Select(TensorSpec.Of), Body), direct = Trace(false, values.Select(TensorSpec.Of), Body);
        if (NormalizationKernels.IsSupported)
        {
            Assert.Equal(1, Count(own, NormalizationKernels.Forward));
            Assert.Equal((sums, rectifiers), (Count(own, "AddV2"), Count(own, "Relu") + Count(own, "Maximum")));
        }

        AssertSame(Run(direct, values), Run(own, values));
        Array.ForEach(values, v => v.Dispose());

        Symbol[] Body(Symbol[] s)
        {
            var normalized = Normalize(s[0], s[1], s[2]);
            Symbol y = normalized.Y, spread = RawOps.Reshape(s[1], s[1].Graph.Constant([1, 1, 1, 16]));
            Symbol sum = name switch
            {
                "rectifier" or "maximum with 0" or "maximum with 1" => y,
                "the sum's other term first" => s[3] + y,
                "twice the same" => y + y,
                "the other term comes later" => y + RawOps.Tanh(s[3]),
                "the other term follows from the mean" => y + RawOps.BroadcastTo(normalized.BatchMean, RawOps.Shape(s[3])),
                "the other term is spread" => y + spread,
                _ => y + s[3],
            };
            Symbol rectified = name.StartsWith("maximum", StringComparison.Ordinal)
                ? RawOps.Maximum(sum, sum.Number(name.EndsWith('1') ? 1 : 0)) : RawOps.Relu(sum);
            return name switch
            {
                "the sum is an output" => [rectified, sum],
                "the sum is taken twice" => [rectified, sum * 2],
                "the normalized is an output" => [rectified, y],
                "something waits for the sum" =>
                    [rectified, OperationBuilder.Create("Identity").Input(s[2]).ControlInput(sum.Operation).Build()[0]],
                _ => [rectified],
            };
        }
    }

    [Fact]
    public void Statistics_that_a_function_returns_for_its_gradient_are_the_runtimes_own()
    {
        using Graph graph = new() { IsOptimized = true };
        using Graph.Scope scope = graph.Use();
        Symbol y = Alone([2, 4, 4, 16], 16);
        Symbol[] inputs = [.. graph.Order.Where(o => o.Type == "Placeholder").Select(o => o[0])];
        using Function function = Function.FromGraph(graph, "normalization", inputs, [y, y.Operation[4]], []);
        Assert.Equal((0, 1), (Count(function, NormalizationKernels.Forward), Count(function, "FusedBatchNormV3")));
    }

    [Fact]
    public void The_gradient_of_a_gradient_is_that_of_the_runtimes_own_kernels()
    {
        Tensor[] values = Values(2, 3, 4, 16);
        Symbol[] Body(Symbol[] s)
        {
            Symbol y = RawOps.Relu(Normalize(s[0], s[1], s[2]).Y);
            Symbol slope = Gradient(y, s[3], s[0])[0];
            return [y, slope, .. Gradient(slope, s[4], s[..2])];
        }

        using Function own = Trace(true, values.Select(TensorSpec.Of), Body), other = Trace(false, values.Select(TensorSpec.Of), Body);
        AssertSame(Run(other, values), Run(own, values));
        Array.ForEach(values, v => v.Dispose());
    }

    [Fact]
    public void Branches_of_convolutions_and_normalizations_are_replaced_together()
    {
        using Tensor w = Numbers(6, 3, 3, 16, 16);
        Tensor[] values = [.. Values(2, 6, 6, 16), w];
        Symbol[] Body(Symbol[] s)
        {
            // As in a residual network: two normalizations are added, and both take the gradient of one rectifier.
            Symbol left = Normalize(Convolve(s[0], s[5]), s[1], s[2]).Y, right = Normalize(Convolve(s[3], s[5]), s[2], s[1]).Y;
            Symbol y = RawOps.Relu(left + right), next = RawOps.Relu(Normalize(Convolve(y, s[5]), s[1], s[2]).Y + y);
            return [next, .. Gradient(next, s[4], s[0], s[1], s[2], s[3], s[5])];
        }

        using Function own = Trace(true, values.Select(TensorSpec.Of), Body), other = Trace(false, values.Select(TensorSpec.Of), Body);
        if (NormalizationKernels.IsSupported && ConvolutionKernels.IsSupported)
        {
            Assert.Equal((3, 3), (Count(own, NormalizationKernels.Forward), Count(own, NormalizationKernels.Gradient)));
            Assert.Equal((3, 3), (Count(own, ConvolutionKernels.Forward), Count(own, ConvolutionKernels.BothGradients)));
            Assert.Equal((0, 0), (Count(own, "Relu") + Count(own, "ReluGrad"), Count(own, "FusedBatchNormGradV3")));
        }

        AssertSame(Run(other, values), Run(own, values));
        Array.ForEach(values, v => v.Dispose());
    }

    private static Symbol Alone(Shape shape, int channels, DType? dtype = null, string format = "NHWC", bool isTraining = true)
    {
        Graph graph = Graph.Current;
        Symbol scale = graph.Placeholder(DType.Float32, [channels], "scale");
        return Normalize(graph.Placeholder(dtype ?? DType.Float32, shape, "x"), scale, scale, format, isTraining).Y;
    }

    private static void AssertReplaced(bool isReplaced, bool isOptimized, Func<Symbol> body)
    {
        using Graph graph = new() { IsOptimized = isOptimized };
        using Graph.Scope scope = graph.Use();
        Symbol y = body();
        Symbol[] inputs = [.. graph.Order.Where(o => o.Type == "Placeholder").Select(o => o[0])];
        Symbol[] gradients = [.. Gradients.Of([y], [RawOps.OnesLike(y)], inputs).Select(g => g!.Value)];
        using Function function = Function.FromGraph(graph, "normalization", inputs, [y, .. gradients], []);
        isReplaced &= NormalizationKernels.IsSupported;
        Assert.Equal(
            isReplaced ? (1, 0) : (0, 1), (Count(function, NormalizationKernels.Forward), Count(function, "FusedBatchNormV3")));
        Assert.Equal(
            isReplaced ? (1, 0) : (0, 1), (Count(function, NormalizationKernels.Gradient), Count(function, "FusedBatchNormGradV3")));
    }
}
