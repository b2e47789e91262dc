using TensorFlow.Kernels.Convolutions;
using Xunit;
using static TensorFlow.Tests.Kernels.ConvolutionFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>Which convolutions of a graph this library's kernels compute, and what is computed along with them.</summary>
public sealed class ConvolutionReplacementTests : NativeTest
{
    private static readonly Dictionary<string, Func<Symbol[]>> Others = new()
    {
        ["a stride of 3"] = () => [RawOps.Conv2D(Images(8, 8, 16), Filter(3, 16, 16), [1, 3, 3, 1], "SAME")],
        ["a stride of 2 along columns alone"] = () => [RawOps.Conv2D(Images(8, 8, 16), Filter(3, 16, 16), [1, 2, 1, 1], "SAME")],
        ["3 channels with a stride of 2"] = () => [RawOps.Conv2D(Images(8, 8, 3), Filter(3, 3, 16), [1, 2, 2, 1], "SAME")],
        ["24 filters with a stride of 2"] = () => [RawOps.Conv2D(Images(8, 8, 16), Filter(3, 16, 24), [1, 2, 2, 1], "SAME")],
        ["groups with a stride of 2"] = () => [RawOps.Conv2D(Images(8, 8, 32), Filter(3, 16, 32), [1, 2, 2, 1], "SAME")],
        ["windows of 5 × 5 with a stride of 2"] = () => [RawOps.Conv2D(Images(8, 8, 16), Filter(5, 16, 16), [1, 2, 2, 1], "SAME")],
        ["a dilation of 2"] = () => [RawOps.Conv2D(Images(8, 8, 16), Filter(3, 16, 16), [1, 1, 1, 1], "SAME", dilations: [1, 2, 2, 1])],
        ["windows of 5 × 5"] = () => [Convolve(Images(8, 8, 16), Filter(5, 16, 16))],
        ["windows of 1 × 1"] = () => [Convolve(Images(8, 8, 16), Filter(1, 16, 16))],
        ["5 channels"] = () => [Convolve(Images(18, 18, 5), Filter(3, 5, 16))],
        ["24 filters of 3 channels"] = () => [Convolve(Images(18, 18, 3), Filter(3, 3, 24))],
        ["windows of 5 × 5 over 3 channels"] = () => [Convolve(Images(18, 18, 3), Filter(5, 3, 16))],
        ["24 filters"] = () => [Convolve(Images(8, 8, 16), Filter(3, 16, 24))],
        ["groups"] = () => [Convolve(Images(8, 8, 32), Filter(3, 16, 32))],
        ["channels of which the number is unknown"] = () => [Convolve(Images(8, 8, -1), Filter(3, 16, 32))],
        ["a filter of an unknown size"] = () => [Convolve(Images(8, 8, 16), Filter(-1, 16, 16))],
        ["channels first"] = () => [RawOps.Conv2D(Images(16, 8, 8), Filter(3, 16, 16), [1, 1, 1, 1], "SAME", dataFormat: "NCHW")],
        ["explicit margins"] = () => [RawOps.Conv2D(
            Images(8, 8, 16), Filter(3, 16, 16), [1, 1, 1, 1], "EXPLICIT", explicitPaddings: [0, 0, 1, 1, 1, 1, 0, 0])],
        ["float64"] = () => [Convolve(Images(8, 8, 16, DType.Float64), Filter(3, 16, 16, DType.Float64))],
        ["bfloat16"] = () => [Convolve(Images(8, 8, 16, DType.BFloat16), Filter(3, 16, 16, DType.BFloat16))],
        ["one output"] = () => [Convolve(Images(3, 3, 16), Filter(3, 16, 16), "VALID")],
        ["3 × 3 outputs"] = () => [Convolve(Images(3, 3, 16), Filter(3, 16, 16))],
    };

    public static TheoryData<string> Names => [.. Others.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Others_stay_as_they_are(string name) => AssertReplaced(false, true, Others[name]);

    [Theory]
    [InlineData("SAME", 4)]
    [InlineData("VALID", 6)]
    public void Windows_of_3_by_3_over_channels_that_fill_vectors_are_replaced(string padding, int size) =>
        AssertReplaced(true, true, () => [Convolve(Images(size, size, 16), Filter(3, 16, 48), padding)]);

    [Fact]
    public void A_graph_that_runs_once_stays_as_it_is() =>
        AssertReplaced(false, false, () => [Convolve(Images(8, 8, 16), Filter(3, 16, 16))]);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_function_says_whether_it_is_optimized_or_compiled(bool optimize, bool compile)
    {
        Assert.SkipUnless(!compile || Runtime.HasXla, "The library has no XLA.");
        using Function function = Function.Trace(
            "convolution", [new(DType.Float32, [2, 8, 8, 16]), new(DType.Float32, [3, 3, 16, 16])], s => [Convolve(s[0], s[1])],
            new() { Optimize = optimize, Compile = compile });
        AssertCount(optimize && !compile && ConvolutionKernels.IsSupported, function, ConvolutionKernels.Forward, "Conv2D");
    }

    [Theory]
    [InlineData("bias", 0, 0)]
    [InlineData("rectifier", 0, 0)]
    [InlineData("bias and rectifier", 0, 0)]
    [InlineData("the sum is taken twice", 0, 1)]
    [InlineData("the sum is an output", 0, 1)]
    [InlineData("the convolution is an output", 1, 1)]
    [InlineData("something waits for the convolution", 1, 1)]
    public void A_bias_and_a_rectifier_are_part_of_a_convolution_that_nothing_else_takes(string name, int biases, int rectifiers)
    {
        TensorSpec[] specs = [new(DType.Float32, [3, 7, 6, 16]), new(DType.Float32, [3, 3, 16, 32]), new(DType.Float32, [32])];
        using Function own = Trace(true, specs, Body), direct = Trace(false, specs, Body);
        if (ConvolutionKernels.IsSupported)
            Assert.Equal((1, biases, rectifiers), (Count(own, ConvolutionKernels.Forward), Count(own, "BiasAdd"), Count(own, "Relu")));
        using Tensor x = Numbers(1, 3, 7, 6, 16), w = Numbers(2, 3, 3, 16, 32), b = Numbers(3, 32);
        AssertSame(Run(direct, x, w, b), Run(own, x, w, b));

        Symbol[] Body(Symbol[] s)
        {
            Symbol y = Convolve(s[0], s[1]), sum = name == "rectifier" ? y : RawOps.BiasAdd(y, s[2]);
            Symbol rectified = name == "bias" ? sum : RawOps.Relu(sum);
            return name switch
            {
                "the sum is taken twice" => [rectified, sum * 2],
                "the sum is an output" => [rectified, sum],
                "the convolution is an output" => [rectified, y],
                "something waits for the convolution" =>
                    [rectified, OperationBuilder.Create("Identity").Input(s[2]).ControlInput(y.Operation).Build()[0]],
                _ => [rectified],
            };
        }
    }

    [Theory]
    [InlineData("Conv2D")]
    [InlineData("BiasAdd")]
    [InlineData("Relu")]
    [InlineData("Conv2DBackpropInput")]
    [InlineData("Conv2DBackpropFilter")]
    public void What_an_operation_waits_for_its_kernel_waits_for(string type)
    {
        using Function function = Trace(true, [.. Specs, new(DType.Float32, [32])], s =>
        {
            Graph graph = s[0].Graph;
            Symbol y = Build("Conv2D", s[0], s[1])[0];
            Symbol rectified = Build("Relu", Build("BiasAdd", y, s[3])[0])[0];
            return [rectified,
                Build("Conv2DBackpropInput", graph.Constant([3, 7, 6, 16]), s[1], s[2])[0],
                Build("Conv2DBackpropFilter", s[0], graph.Constant([3, 3, 16, 32]), s[2])[0]];
        });
        Assert.NotEqual(-1, function.ToFunctionDef().AsSpan().IndexOf("^before"u8));

        Operation Build(string built, params Symbol[] inputs)
        {
            OperationBuilder builder = OperationBuilder.Create(built);
            foreach (Symbol input in inputs)
                builder = builder.Input(input);
            if (built.StartsWith("Conv2D", StringComparison.Ordinal))
                builder = builder.Attribute("strides", Shape.Create(1, 1, 1, 1).ToArray().AsSpan()).Attribute("padding", "SAME");
            return (built == type ? builder.ControlInput(RawOps.NoOp("before")) : builder).Build();
        }
    }

    [Fact]
    public void The_gradient_by_images_of_which_only_the_size_is_told_is_that_of_the_direct_sum()
    {
        using Tensor w = Numbers(2, 3, 3, 16, 32), dy = Numbers(3, 3, 7, 6, 32);
        TensorSpec[] specs = [.. Specs[1..]];
        using Function own = Trace(true, specs, Body), direct = Trace(false, specs, Body);
        AssertSame(Run(direct, w, dy), Run(own, w, dy));

        static Symbol[] Body(Symbol[] s) => [RawOps.Conv2DBackpropInput(s[0].Graph.Constant([7, 6]), s[0], s[1], [1, 1, 1, 1], "SAME")];
    }

    [Theory]
    [InlineData("BiasAdd")]
    [InlineData("Relu")]
    [InlineData("MaxPool")]
    [InlineData("FusedBatchNormV3")]
    [InlineData("LeakyRelu")]
    [InlineData("Elu")]
    [InlineData("Relu6")]
    [InlineData("Selu")]
    [InlineData("Softplus")]
    [InlineData("Softsign")]
    [InlineData("Softmax")]
    [InlineData("AvgPool")]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [InlineData("ResizeBilinear")]
    [InlineData("ResizeNearestNeighbor")]
    public void Gradients_of_other_operations_do_not_keep_convolutions_from_being_replaced(string type)
    {
        using Function function = Trace(true, [Specs[0], Specs[1], new(DType.Float32, [32])], s =>
        {
            Symbol y = Convolve(s[0], s[1]), none = RawOps.Fill(s[0].Graph.Constant([0]), s[0].Number(0));
            Symbol next = type switch
            {
                "BiasAdd" => RawOps.BiasAdd(y, s[2]),
                "ResizeBilinear" or "ResizeNearestNeighbor" =>
                    OperationBuilder.Create(type).Input(y).Input(y.Graph.Constant([14, 12])).Build()[0],
                "FusedBatchNormV3" => RawOps.FusedBatchNormV3(y, s[2], s[2], none, none).Y,
                "MaxPool" => RawOps.MaxPool(y, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"),
                "AvgPool" => RawOps.AvgPool(y, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"),
                _ => OperationBuilder.Create(type).Input(y).Build()[0],
            };
            return Gradient(next, next, s[0], s[1]);
        });
        AssertCount(ConvolutionKernels.IsSupported, function, ConvolutionKernels.BothGradients, "Conv2DBackpropInput");
    }

    [Theory]
    [InlineData("input", true)]
    [InlineData("filter", true)]
    [InlineData("gradients", false)]
    [InlineData("order", false)]
    public void Gradients_of_one_convolution_are_one_operation_and_others_are_not(string shared, bool isOne)
    {
        using Function function = Trace(true, [Specs[0], Specs[0], Specs[1], Specs[1], Specs[2], Specs[2]], s =>
        {
            Symbol y = Convolve(s[0], s[2]), other = shared switch
            {
                "input" => Convolve(s[0], s[3]),
                "filter" => Convolve(s[1], s[2]),
                _ => s[5],
            };
            Symbol sizes = s[0].Graph.Constant([3, 7, 6, 16]);
            Symbol byInput = RawOps.Conv2DBackpropInput(sizes, s[2], s[4], [1, 1, 1, 1], "SAME");
            Symbol byFilter = RawOps.Conv2DBackpropFilter(
                s[0], s[0].Graph.Constant([3, 3, 16, 32]), shared == "gradients" ? s[5] : s[4], [1, 1, 1, 1], "SAME");
            Symbol ordered = OperationBuilder.Create("Identity").Input(s[5]).ControlInput(byFilter.Operation).Build()[0];
            return [y, other, byInput, byFilter, .. shared == "order" ? (Symbol[])[ordered] : []];
        });
        int both = ConvolutionKernels.IsSupported && isOne ? 1 : 0, apart = ConvolutionKernels.IsSupported && !isOne ? 1 : 0;
        Assert.Equal(
            (both, apart, apart), (Count(function, ConvolutionKernels.BothGradients), Count(function, ConvolutionKernels.InputGradient),
                Count(function, ConvolutionKernels.FilterGradient)));
    }

    private static TensorSpec[] Specs =>
        [new(DType.Float32, [3, 7, 6, 16]), new(DType.Float32, [3, 3, 16, 32]), new(DType.Float32, [3, 7, 6, 32])];

    private static Symbol Images(long height, long width, long channels, DType dtype = DType.Float32) =>
        Graph.Current.Placeholder(dtype, [2, height, width, channels], "images");

    private static Symbol Filter(long size, long channels, long filters, DType dtype = DType.Float32) =>
        Graph.Current.Placeholder(dtype, [size, size, channels, filters], "filter");

    private static void AssertReplaced(bool isReplaced, bool isOptimized, Func<Symbol[]> body)
    {
        using Graph graph = new() { IsOptimized = isOptimized };
        using Graph.Scope scope = graph.Use();
        Symbol[] outputs = body();
        Symbol[] inputs = [.. graph.Order.Where(o => o.Type == "Placeholder").Select(o => o[0])];
        if (outputs[0].Operation.GetLongs("dilations") is [1, 1, 1, 1] && outputs[0].Operation.GetString("data_format") == "NHWC")
            outputs = [.. outputs, .. Gradients.Of(RawOps.Sum(outputs[0], graph.Constant([0, 1, 2, 3])), inputs).Select(g => g!.Value)];
        using Function function = Function.FromGraph(graph, "convolution", inputs, outputs, []);
        AssertCount(isReplaced && ConvolutionKernels.IsSupported, function, ConvolutionKernels.Forward, "Conv2D");
        if (outputs.Length == 1)
            return;
        AssertCount(isReplaced && ConvolutionKernels.IsSupported, function, ConvolutionKernels.BothGradients, "Conv2DBackpropInput");
        AssertCount(isReplaced && ConvolutionKernels.IsSupported, function, ConvolutionKernels.BothGradients, "Conv2DBackpropFilter");
    }

    private static void AssertCount(bool isReplaced, Function function, string own, string direct) =>
        Assert.Equal(isReplaced ? (1, 0) : (0, 1), (Count(function, own), Count(function, direct)));
}
