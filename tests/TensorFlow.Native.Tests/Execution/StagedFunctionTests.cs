using Xunit;

namespace TensorFlow.Tests.Execution;

/// <summary>What XLA cannot compile runs ahead with the ordinary kernels, and XLA compiles the rest.</summary>
public sealed class StagedFunctionTests : NativeTest
{
    [Fact]
    public void Strings_are_read_ahead_of_what_is_compiled()
    {
        using Tensor texts = Tensor.CreateStrings(["a", "bcd"], [2]), numbers = Tensor.Create<float>([10, 20]);
        float[] sums = Run(
            (text, x) => (RawOps.StringLength(text).Cast(DType.Float32) + x, []), texts, numbers, out bool hasOrdinaryStage);
        Assert.Equal([11f, 23f], sums);
        Assert.True(hasOrdinaryStage);
    }

    [Fact]
    public void Without_strings_all_is_compiled()
    {
        using Tensor first = Tensor.Create<float>([1, 2]), second = Tensor.Create<float>([10, 20]);
        Assert.Equal([11f, 22f], Run((a, b) => (a + b, []), first, second, out bool hasOrdinaryStage));
        Assert.False(hasOrdinaryStage);
    }

    [Fact]
    public void Outputs_come_from_either_stage()
    {
        using Tensor texts = Tensor.CreateStrings(["a", "bcd"], [2]), numbers = Tensor.Create<float>([10, 20]);
        Assert.Equal([1f, 3f], Run((text, x) => (RawOps.StringLength(text).Cast(DType.Float32), []), texts, numbers, out _));
        Assert.Equal([10f, 20f], Run((text, x) => (x, []), texts, numbers, out bool hasOrdinaryStage));
        Assert.False(hasOrdinaryStage);
    }

    [Fact]
    public void Named_symbols_run_ahead_too()
    {
        using Tensor first = Tensor.Create<float>([1, 2]), second = Tensor.Create<float>([10, 20]);
        Assert.Equal([22f, 44f], Run(
            (a, b) =>
            {
                Symbol sum = a + b;
                return (sum * 2, [sum]);
            }, first, second, out bool hasOrdinaryStage));
        Assert.True(hasOrdinaryStage);
    }

    [Fact]
    public void Stages_that_cannot_be_told_apart_are_refused()
    {
        using Graph graph = new();
        Symbol text = graph.Placeholder(DType.String, [2]), x = graph.Placeholder(DType.Float32, [2]);
        using Tensor anySpace = Tensor.CreateStrings([""], []);
        Symbol lengths = RawOps.StringLength(RawOps.StringSplitV2(text, graph.Constant(anySpace)).Values);
        Assert.Contains("lengths that are known beforehand", Assert.Throws<NotSupportedException>(
            () => StagedFunction.FromGraph(graph, "f", [text, x], [lengths * 2], [])).Message, StringComparison.Ordinal);
        Symbol sum = x + x;
        Assert.Contains("weights that are trained", Assert.Throws<NotSupportedException>(
            () => StagedFunction.FromGraph(graph, "f", [text, x], [sum * 2], [sum], [x])).Message, StringComparison.Ordinal);
    }

    private static float[] Run(
        Func<Symbol, Symbol, (Symbol Output, Symbol[] Ordinary)> body, Tensor first, Tensor second, out bool hasOrdinaryStage)
    {
        using Graph graph = new();
        Symbol[] inputs = [graph.Placeholder(first.DType, first.Shape), graph.Placeholder(second.DType, second.Shape)];
        (Symbol output, Symbol[] ordinary) = body(inputs[0], inputs[1]);
        using StagedFunction staged = StagedFunction.FromGraph(graph, "staged", inputs, [output], ordinary);
        hasOrdinaryStage = staged.HasOrdinaryStage;
        using Function function = Function.Trace("test", [TensorSpec.Of(first), TensorSpec.Of(second)], s => staged.Call(s));
        using Tensor result = Evaluate.One(function, first, second);
        return result.ToArray<float>();
    }
}
