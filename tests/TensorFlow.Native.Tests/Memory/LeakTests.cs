using Xunit;

namespace TensorFlow.Tests.Memory;

public sealed class LeakTests : NativeTest
{
    [Fact]
    public void Work_that_disposes_leaves_nothing_to_the_collector() => LeakGate.AssertDisposes(() =>
    {
        using Tensor x = Tensor.Create<float>([1, 2]);
        using Variable variable = new(x);
        using Function function = Function.Trace(
            "work", [TensorSpec.Of(x)], s => [ControlFlow.While([s[0]], v => v[0].Graph.Constant(0, DType.Bool), v => [v[0] * 2])[0]]);
        using Tensor y = Evaluate.One(function, x);
        using Tensor row = y[0];
        using Tensor read = variable.Read();
        Assert.Equal([1f, 2f], read.ToArray<float>());
    });

    [Fact]
    public void Errors_leave_nothing_to_the_collector() => LeakGate.AssertDisposes(() =>
    {
        using Tensor text = Tensor.CreateStrings(["1"], [1]);
        Assert.Throws<UnimplementedException>(() => text.Cast(DType.Float32));
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Assert.Throws<InvalidArgumentException>(() => OperationBuilder.Create("NoSuchOp").Build());
        Assert.Throws<NotFoundException>(() => new EagerOperation("NoSuchOp"));
    });

    [Fact]
    public void What_is_not_disposed_is_collected()
    {
        Forget();

        static void Forget()
        {
            Variable variable = new(Tensor.Scalar(1f));
            FunctionCall call = new(Evaluate.Adder(1, []));
            call.SetInput(0, variable.Handle);
            call.Run();
        }
    }
}
