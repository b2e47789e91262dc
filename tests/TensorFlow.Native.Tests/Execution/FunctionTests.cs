using Xunit;

namespace TensorFlow.Tests.Execution;

public sealed class FunctionTests : NativeTest
{
    private static readonly TensorSpec Pair = new(DType.Float32, [2]);

    [Fact]
    public void Equal_functions_have_one_name_and_others_another()
    {
        using Function one = Make(2), same = Make(2), other = Make(3), compiled = Make(2, Evaluate.Compiled);
        Assert.Equal(one.Name, same.Name);
        Assert.Equal(one.ToFunctionDef().Length, same.ToFunctionDef().Length);
        Assert.NotEqual(one.Name, other.Name);
        Assert.NotEqual(one.Name, compiled.Name);

        static Function Make(double by, FunctionOptions? options = null) => Function.Trace(
            "f", [Pair], s => [ControlFlow.While([s[0]], v => v[0].Graph.Constant(0, DType.Bool), v => [v[0] * by])[0],
                Gradients.Of(s[0] * s[0] * by, s[0])[0]!.Value], options);
    }

    [Fact]
    public void Making_a_function_twice_of_one_graph_gives_the_same_name()
    {
        using Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, [2]);
        Symbol y = x * 2;
        using Function one = Function.FromGraph(graph, "f", [x], [y], []), two = Function.FromGraph(graph, "f", [x], [y], []);
        Assert.Equal(one.Name, two.Name);
    }

    [Fact]
    public void Of_two_equal_functions_one_survives_the_other()
    {
        using Function one = Double();
        Double().Dispose();
        using Tensor x = Tensor.Create<float>([1, 2]);
        using Tensor y = Evaluate.One(one, x);
        Assert.Equal([2f, 4f], y.ToArray<float>());
    }

    [Fact]
    public void The_last_of_two_equal_functions_unregisters()
    {
        Function one = Double(), two = Double();
        Assert.True(IsRegistered(one.Name));
        one.Dispose();
        one.Dispose();
        Assert.True(IsRegistered(two.Name));
        two.Dispose();
        Assert.False(IsRegistered(two.Name));
    }

    [Fact]
    public void A_function_that_another_uses_stays()
    {
        Function inner = Double();
        string name = inner.Name;
        using Tensor x = Tensor.Create<float>([1, 2]);
        using (Function outer = Function.Trace("outer", [Pair], s => [inner.Call(inner.Call(s[0])[0])[0]]))
        {
            inner.Dispose();
            inner.Dispose();
            Assert.True(IsRegistered(name));
            using Tensor y = Evaluate.One(outer, x);
            Assert.Equal([4f, 8f], y.ToArray<float>());
        }

        Assert.False(IsRegistered(name));
    }

    [Fact]
    public void A_graph_keeps_what_it_imports_until_its_end()
    {
        Function inner = Double();
        using (Graph graph = new())
        {
            graph.Import(inner);
            inner.Dispose();
            Assert.True(IsRegistered(inner.Name));
        }

        Assert.False(IsRegistered(inner.Name));
    }

    [Fact]
    public void Functions_that_are_forgotten_are_unregistered_in_the_end()
    {
        string[] names = Forget();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.All(names, name => Assert.False(IsRegistered(name)));

        static string[] Forget()
        {
            Function inner = Function.Trace("forgotten", [Pair], s => [s[0] * 5]);
            Function outer = Function.Trace("forgotten", [Pair], s => [inner.Call(s[0])[0]]);
            Graph graph = new();
            graph.Import(inner);
            Assert.True(IsRegistered(inner.Name));
            return [inner.Name, outer.Name];
        }
    }

    [Fact]
    public void An_input_can_be_an_output_and_an_output_can_come_twice()
    {
        using Tensor x = Tensor.Create<float>([1, 2]);
        using Function function = Function.Trace("twice", [Pair], s => [s[0], s[0] + 1, s[0]]);
        using DeviceTensor input = DeviceTensor.From(x);
        DeviceTensor[] results = function.Invoke(input);
        Assert.Equal(3, results.Length);
        foreach (DeviceTensor result in results)
        {
            using (result)
            using (Tensor tensor = result.ToTensor())
                Assert.Equal(result == results[1] ? [2f, 3f] : [1f, 2f], tensor.ToArray<float>());
        }
    }

    [Fact]
    public void A_placeholder_that_is_no_input_is_told()
    {
        using Graph graph = new();
        Symbol x = graph.Placeholder(DType.Float32, [2], "forgotten");
        Symbol y = x + 1;
        using Function function = Function.FromGraph(graph, "f", [], [y], []);
        Assert.Contains("forgotten", Assert.ThrowsAny<TensorFlowException>(() => function.Invoke()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Misuse_is_told_before_the_library_sees_it()
    {
        using Function function = Double();
        using DeviceTensor two = DeviceTensor.From(Tensor.Create<float>([1, 2])), three =
            DeviceTensor.From(Tensor.Create<float>([1, 2, 3]));
        using DeviceTensor whole = DeviceTensor.From(Tensor.Create([1, 2]));
        Assert.Contains("takes 1 inputs", Assert.Throws<ArgumentException>(() => function.Invoke()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => function.Invoke(two, two));
        Assert.Contains("expected float32 [2], got float32 [3]",
            Assert.Throws<ArgumentException>(() => function.Invoke(three)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => function.Invoke(whole));
    }

    [Fact]
    public void A_disposed_function_is_told()
    {
        Function function = Double();
        using FunctionCall call = new(function);
        using DeviceTensor two = DeviceTensor.From(Tensor.Create<float>([1, 2]));
        call.SetInput(0, two);
        function.Dispose();
        Assert.Throws<ObjectDisposedException>(() => call.Run());
        Assert.Throws<ObjectDisposedException>(() => function.Invoke(two));
        Assert.Throws<ObjectDisposedException>(() => new FunctionCall(function));
        Assert.Throws<ObjectDisposedException>(function.ToFunctionDef);
    }

    private static Function Double() => Function.Trace("double", [Pair], s => [s[0] * 2]);

    private static bool IsRegistered(string function)
    {
        try
        {
            new EagerOperation(function).Dispose();
            return true;
        }
        catch (NotFoundException)
        {
            return false;
        }
    }
}
