using Xunit;

namespace TensorFlow.Tests.Execution;

public sealed class StatusTests : NativeTest
{
    [Theory]
    [InlineData(StatusCode.InvalidArgument, typeof(InvalidArgumentException))]
    [InlineData(StatusCode.NotFound, typeof(NotFoundException))]
    [InlineData(StatusCode.AlreadyExists, typeof(AlreadyExistsException))]
    [InlineData(StatusCode.ResourceExhausted, typeof(ResourceExhaustedException))]
    [InlineData(StatusCode.FailedPrecondition, typeof(FailedPreconditionException))]
    [InlineData(StatusCode.OutOfRange, typeof(OutOfRangeException))]
    [InlineData(StatusCode.Unimplemented, typeof(UnimplementedException))]
    [InlineData(StatusCode.DataLoss, typeof(DataLossException))]
    [InlineData(StatusCode.Internal, typeof(TensorFlowException))]
    [InlineData(StatusCode.Cancelled, typeof(OperationCanceledException))]
    public void Every_status_has_its_exception(StatusCode code, Type type)
    {
        Exception exception = TensorFlowException.Create(code, "do it", "said the library");
        Assert.IsType(type, exception);
        Assert.Equal("Could not do it: said the library", exception.Message);
        Assert.Equal(code, (exception as TensorFlowException)?.Code ?? StatusCode.Cancelled);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named_when_the_graph_is_written()
    {
        using Graph graph = new();
        Symbol a = graph.Placeholder(DType.Float32, [2, 3], "a"), b = graph.Placeholder(DType.Float32, [4, 5], "b");
        InvalidArgumentException error = Assert.Throws<InvalidArgumentException>(() => a.MatMul(b));
        foreach (string part in (string[])["MatMul", "a:0 float32 [2, 3]", "b:0 float32 [4, 5]", "3 and 4"])
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named_when_the_function_runs()
    {
        TensorSpec any = new(DType.Float32, [-1, -1]);
        using Function product = Function.Trace("product", [any, any], s => [s[0].MatMul(s[1])]);
        using Tensor a = Tensor.Zeros(DType.Float32, [2, 3]);
        InvalidArgumentException error = Assert.Throws<InvalidArgumentException>(() => Evaluate.One(product, a, a));
        Assert.StartsWith("Could not run 'product': ", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2,3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_op_that_is_not_there_is_named()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        InvalidArgumentException error = Assert.Throws<InvalidArgumentException>(() => OperationBuilder.Create("NoSuchOp").Build());
        Assert.StartsWith("Could not add NoSuchOp 'NoSuchOp': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_found()
    {
        using Tensor path = Tensor.FromArray(new[] { "/no/such/file" });
        using Tensor name = path[0];
        using Function read = Function.Trace("read", [TensorSpec.Of(name)], s => [RawOps.ReadFile(s[0])]);
        Assert.Contains("/no/such/file", Assert.Throws<NotFoundException>(() => Evaluate.One(read, name)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_without_a_value_is_a_failed_precondition()
    {
        using Variable variable = new(DType.Float32, [2]);
        Assert.Throws<FailedPreconditionException>(variable.Read);
        using Variable list = new(DType.Float32, [-1]);
        Assert.Throws<FailedPreconditionException>(list.Read);
        list.Assign(Tensor.Zeros(DType.Float32, [0]));
        using Tensor empty = list.Read();
        Assert.Equal(0, empty.Length);
    }

    [Fact]
    public void A_conversion_that_is_not_there_is_unimplemented()
    {
        using Tensor text = Tensor.CreateStrings(["1"], [1]);
        Assert.Throws<UnimplementedException>(() => text.Cast(DType.Float32));
    }

    [Fact]
    public void A_failed_call_can_be_followed_by_a_good_one()
    {
        TensorSpec any = new(DType.Float32, [-1]);
        using Function sum = Function.Trace("sum", [any, any], s => [s[0] + s[1]]);
        using DeviceTensor two = DeviceTensor.From(Tensor.Create<float>([1, 2])), three =
            DeviceTensor.From(Tensor.Create<float>([1, 2, 3]));
        using FunctionCall call = new(sum);
        call.SetInput(0, two);
        call.SetInput(1, three);
        Assert.Throws<InvalidArgumentException>(() => call.Run());
        Assert.Throws<InvalidOperationException>(() => call.TakeOutput(0));
        call.SetInput(1, two);
        call.Run();
        float[] result = new float[2];
        call.CopyOutput<float>(0, result);
        Assert.Equal([2f, 4f], result);
    }
}
