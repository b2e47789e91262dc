using TensorFlow.OpGenerator;
using TensorFlow.OpGenerator.Messages;
using Xunit;

namespace TensorFlow.Tests.Operations;

public class GeneratedOpsTests
{
    [Fact]
    public void Committed_files_are_what_the_generator_makes() => Assert.Empty(OutputFiles.Check(RepositoryPaths.Find()));

    [Fact]
    public void An_op_that_the_library_does_not_have_is_refused()
    {
        ManifestException exception = Assert.Throws<ManifestException>(() => Generate("MatMull\t\tMath\tMultiplies."));
        Assert.Contains("MatMull", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_op_without_a_summary_is_refused() => Assert.Throws<ManifestException>(() => Generate("MatMul\t\tMath\t"));

    [Fact]
    public void Two_ops_cannot_share_a_method() =>
        Assert.Throws<ManifestException>(() => Generate("Add\t\tMath\tAdds.", "AddV2\tAdd\tMath\tAdds."));

    [Fact]
    public void Two_parameters_cannot_share_a_name() =>
        Assert.Throws<ManifestException>(() => Generate("Add\t\tMath\tAdds.", "\ty\tx\t\tThe second."));

    [Fact]
    public void An_argument_that_the_op_does_not_have_is_refused() =>
        Assert.Throws<ManifestException>(() => Generate("Add\t\tMath\tAdds.", "\tw\t\t\tThe third."));

    [Fact]
    public void A_reference_variable_is_refused() => Assert.Throws<ManifestException>(() => Generate("AssignAdd\t\tVariables\tAdds."));

    [Theory]
    [InlineData("MatMul", "Symbol MatMul(")]
    [InlineData("MatMul", ".Attribute(\"transpose_a\", transposeA, false)")]
    [InlineData("NoOp", "Operation NoOp(string? name = null)")]
    [InlineData("Unpack", "Symbol[] Unpack(Symbol value, long num, long axis = 0, string? name = null)")]
    [InlineData("TopKV2", "(Symbol Values, Symbol Indices) TopKV2(")]
    [InlineData("Squeeze", "if (!squeezeDims.IsEmpty) builder = builder.Attribute(\"squeeze_dims\", squeezeDims);")]
    [InlineData("Placeholder", "Shape? shape = null")]
    [InlineData("SparseSplit", "operation.OutputList(checked((int)numSplit) + checked((int)numSplit), checked((int)numSplit))")]
    public void Wrappers_follow_the_op(string op, string expected) =>
        Assert.Contains(expected, Generate($"{op}\t\tMath\tDoes it."), StringComparison.Ordinal);

    private static string Generate(params string[] manifest)
    {
        OpList list = OpList.Parser.ParseFrom(File.ReadAllBytes(RepositoryPaths.Find().OpList));
        return Assert.Single(OutputFiles.Generate(list, Manifest.Parse(manifest))).Value;
    }
}
