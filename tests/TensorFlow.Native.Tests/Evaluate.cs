namespace TensorFlow.Tests;

/// <summary>Writes a function, runs it once and reads what it returns.</summary>
internal static class Evaluate
{
    public static readonly FunctionOptions Compiled = new() { Compile = true };

    public static float[] Floats(Func<Symbol[], Symbol> body, params ReadOnlySpan<Tensor> inputs) =>
        Floats(FunctionOptions.Default, body, inputs);

    public static float[] Floats(FunctionOptions options, Func<Symbol[], Symbol> body, params ReadOnlySpan<Tensor> inputs)
    {
        using Function function = Function.Trace("test", [.. inputs.ToArray().Select(TensorSpec.Of)], symbols => [body(symbols)], options);
        using Tensor result = One(function, inputs);
        return result.ToArray<float>();
    }

    public static Tensor One(Function function, params ReadOnlySpan<Tensor> inputs)
    {
        DeviceTensor[] arguments = [.. inputs.ToArray().Select(i => DeviceTensor.From(i))];
        DeviceTensor[] results = [];
        try
        {
            results = function.Invoke(arguments);
            return results[0].ToTensor();
        }
        finally
        {
            foreach (DeviceTensor tensor in arguments.Concat(results))
                tensor.Dispose();
        }
    }

    /// <summary>A function of nothing that adds an amount to a variable each time.</summary>
    public static Function Adder(float amount, Shape shape, FunctionOptions? options = null)
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol handle = graph.Placeholder(DType.Resource, Shape.Scalar);
        Operation add = RawOps.AssignAddVariableOp(
            handle, RawOps.Fill(graph.Constant([.. shape.Select(d => (int)d)]), graph.Constant(amount, DType.Float32)));
        return Function.FromGraph(graph, "adder", [handle], [], [add], options);
    }
}
