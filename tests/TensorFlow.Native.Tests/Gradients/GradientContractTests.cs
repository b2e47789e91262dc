using Xunit;

namespace TensorFlow.Tests.Differentiation;

/// <summary>Every op's gradient equals central differences, first and second order, with XLA and without.</summary>
public sealed class GradientContractTests : NativeTest
{
    private static readonly GradientCase[] All =
        [.. MathCases.All, .. ArrayCases.All, .. ControlFlowCases.All, .. ActivationCases.All, .. ConvolutionCases.All,
            .. LinearAlgebraCases.All, .. ImageCases.All, .. PoolingCases.All];

    public static TheoryData<string> Names => [.. All.Where(c => !c.OnlyCompiles).Select(c => c.Name)];

    public static TheoryData<string> Compiling => [.. All.Where(c => c.Compiles).Select(c => c.Name)];

    // Proved by tests of their own, or by the ops of another name that they share a function with; rounding to few values has a gradient
    // that no difference shows.
    private static readonly string[] Elsewhere =
        ["ReadVariableOp", "ResourceGather", "PreventGradient", "StatelessWhile",
            "FusedBatchNormV3", "FusedBatchNormGradV3", "StatelessIf", "StatelessCase", "PartitionedCall",
            "FakeQuantWithMinMaxArgs", "FakeQuantWithMinMaxVars", "FakeQuantWithMinMaxVarsPerChannel",
                "QuantizeAndDequantize", "QuantizeAndDequantizeV2", "QuantizeAndDequantizeV3"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_central_differences(string name) => Assert.Null(new GradientProof(Find(name)).Run(compile: false));

    [Theory]
    [MemberData(nameof(Compiling))]
    public void Gradients_are_central_differences_when_compiled(string name) =>
        Assert.Null(new GradientProof(Find(name)).Run(compile: true));

    [Fact]
    public void Every_op_of_the_table_is_proved()
    {
        HashSet<string> proved = [.. Elsewhere];
        foreach (GradientCase one in All)
            proved.UnionWith(new GradientProof(one).Written());
        Assert.Empty(
            GradientTable.Instance.Differentiable.Except(proved).Except(NativeGradient.Types).Except(FusedGradients.Types).Order());
    }

    [Fact]
    public void Every_case_has_a_name_of_its_own() => Assert.Equal(All.Length, All.Select(c => c.Name).Distinct().Count());

    private static GradientCase Find(string name) => All.Single(c => c.Name == name);
}
