using Xunit;

namespace TensorFlow.Tests.Execution;

public sealed class EffectTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Effects_run_though_no_output_needs_them_and_in_the_order_of_control_inputs(bool compile)
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol handle = graph.Placeholder(DType.Resource, Shape.Scalar);
        Symbol before = RawOps.ReadVariableOp(handle, DType.Float32);
        Operation add = OperationBuilder.Create("AssignAddVariableOp")
            .Input(handle).Input(graph.Constant(5, DType.Float32)).ControlInput(before.Operation).Build();
        Symbol after = OperationBuilder.Create("ReadVariableOp").Input(handle)
            .Attribute("dtype", DType.Float32).ControlInput(add).Build()[0];
        Operation twice = OperationBuilder.Create("AssignAddVariableOp")
            .Input(handle).Input(graph.Constant(10, DType.Float32)).ControlInput(after.Operation).Build();
        using Function function = Function.FromGraph(graph, "effects", [handle], [before, after], [twice], new() { Compile = compile });
        using Variable variable = new(Tensor.Scalar(1f));
        DeviceTensor[] results = function.Invoke(variable.Handle);
        using Tensor first = results[0].ToTensor(), second = results[1].ToTensor(), last = variable.Read();
        Assert.Equal((1f, 6f, 16f), (first.ToScalar<float>(), second.ToScalar<float>(), last.ToScalar<float>()));
    }
}
