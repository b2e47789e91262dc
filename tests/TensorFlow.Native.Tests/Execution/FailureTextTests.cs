using TensorFlow.Interop;
using Xunit;

namespace TensorFlow.Tests.Execution;

/// <summary>What fails natively is told in one sentence that names who wrote the operation, without the library's own names.</summary>
public sealed class FailureTextTests : NativeTest
{
    [Theory]
    [InlineData("{{function_node __wrapped__Reshape_device_/job:localhost/replica:0/task:0/device:CPU:0}} Input has 6 values [Op:Reshape]",
        "Input has 6 values")]
    [InlineData("indices[0] = 5 is not in [0, 2)\n\t [[{{node GatherV2}}]]", "indices[0] = 5 is not in [0, 2)")]
    [InlineData("{{function_node train_1a}} {{function_node f_2b}} bad.\n\t [[{{node a/b}}]]\n\t [[c]]", "bad")]
    [InlineData("2 root error(s) found.\n  (0) INVALID_ARGUMENT:  first\n\t [[{{node A}}]]\n\t [[B]]\n  (1) INVALID_ARGUMENT: "
        + " second\n0 successful operations.\n0 derived errors ignored.", "first")]
    [InlineData("Must be equal, but are 2 and 3 for '{{node MatMul}} = MatMul[T=DT_FLOAT](a, b)' with input shapes: [?,2], [3,3].",
        "Must be equal, but are 2 and 3 with input shapes: [?,2], [3,3]")]
    [InlineData("OOM on /job:localhost/replica:0/task:0/device:CPU:0 by allocator cpu\n\t [[{{node Fill}}]]\nHint: If you want to see a "
        + "list", "OOM on CPU:0 by allocator cpu")]
    [InlineData("Inconsistent values for attr 'T' DT_FLOAT vs. DT_INT32 while building NodeDef 'AddV2' using Op<name=AddV2; x:T>",
        "expected inputs of one type, got float32 and int32; Cast one of them")]
    [InlineData("Value for attr 'T' of int32 is not in the list of allowed values: bfloat16, half, float, double\n\t; NodeDef: {{node x}}",
        "expected bfloat16, float16, float32, float64, got int32; Cast it to one of these")]
    [InlineData("No kernel for node {{node Foo}}", "No kernel for node 'Foo'")]
    [InlineData("", "")]
    public void ASentenceIsLeft(string message, string sentence) => Assert.Equal(sentence, NativeText.Sentence(message));

    [Fact]
    public void TheScopeIsNamedAndTakesNoPartInTheFunctionsName()
    {
        using Function first = Gather("first"), second = Gather("second");
        Assert.Equal(first.Name, second.Name);
        foreach ((Function function, string name) in new[] { (first, "first"), (second, "second") })
            AssertFailure($"Layer '{name}/lookup': GatherV2 failed: indices[0] = 7 is not in [0, 3); check what '{name}/lookup' passes to "
                + "GatherV2.", function);

        static Function Gather(string name) => Function.Trace("gather", [new(DType.Int32, [-1])], s =>
        {
            using Graph.NameScope outer = Graph.Current.EnterScope(name);
            using Graph.NameScope inner = Graph.Current.EnterScope("lookup", "Layer");
            return [Lookup(s[0])];
        });
    }

    [Fact]
    public void TheScopeOfAFunctionThatIsCalledIsNamed()
    {
        using Function inner = Function.Trace("inner", [new(DType.Int32, [-1])], s =>
        {
            using Graph.NameScope scope = Graph.Current.EnterScope("lookup", "Layer");
            return [Lookup(s[0])];
        });
        using Function outer = Function.Trace("outer", [new(DType.Int32, [-1])], s => [RawOps.Neg(inner.Call(s[0])[0])]);
        AssertFailure("Layer 'lookup': GatherV2 failed: indices[0] = 7 is not in [0, 3); check what 'lookup' passes to GatherV2.", outer);
    }

    [Fact]
    public void TheScopeAroundALoopIsNamed()
    {
        using Function loop = Function.Trace("loop", [new(DType.Int32, [-1])], s =>
        {
            using Graph.NameScope scope = Graph.Current.EnterScope("recurrent", "Layer");
            Symbol[] results = ControlFlow.While(
                [s[0].Graph.Constant(0, DType.Int32), s[0]],
                v => RawOps.Less(v[0], v[0].Graph.Constant(2, DType.Int32)),
                v => [v[0] + v[0].Graph.Constant(1, DType.Int32), Lookup(v[1])]);
            return [results[1]];
        });
        AssertFailure("Layer 'recurrent': GatherV2 failed: indices[0] = 7 is not in [0, 3); check what 'recurrent' passes to GatherV2.",
            loop);
    }

    private static Symbol Lookup(Symbol indices) =>
        RawOps.GatherV2(indices.Graph.Constant(1, 2, 3), indices, indices.Graph.Constant(0, DType.Int32));

    private static void AssertFailure(string sentence, Function function)
    {
        using Tensor index = Tensor.Create<int>([7]);
        Assert.Equal(sentence, Assert.Throws<InvalidArgumentException>(() => Evaluate.One(function, index)).Message);
    }
}
