using TensorFlow;

namespace Keras;

/// <summary>
/// The function of a predictor. Unlike other programs it takes the weights' values, not their variables: the runtime then has no variables to lock, which is
/// a sixth of a call.
/// </summary>
internal sealed class PredictorProgram : IDisposable
{
    private PredictorProgram(Function function, IReadOnlyList<Weight> weights)
    {
        Function = function;
        Weights = weights;
    }

    /// <summary>From the input and the weights' values to the output.</summary>
    public Function Function { get; }

    /// <summary>The weights whose values it takes behind the input; none where they are constants of it.</summary>
    public IReadOnlyList<Weight> Weights { get; }

    public static PredictorProgram Create(Model model, Shape inputShape, bool freeze)
    {
        using Graph graph = new();
        using Trace trace = new(graph);
        Symbol input = graph.Placeholder(DType.Float32, inputShape, "input");
        if (freeze)
            DefineConstants(model, trace);
        Symbol output = model.Apply(input, new CallContext()).Cast(DType.Float32);
        Weight[] weights = [.. trace.Touched];
        FunctionOptions options = new() { Compile = Runtime.HasXla && model.PrefersCompilation };
        return new(Function.FromGraph(graph, "predictor", [input, .. weights.Select(trace.Initial)], [output], [], options), weights);
    }

    public void Dispose() => Function.Dispose();

    private static void DefineConstants(Model model, Trace trace)
    {
        foreach (Weight weight in model.Weights)
        {
            using Tensor value = weight.Read();
            trace.Define(weight, trace.Graph.Constant(value), isConstant: true);
        }
    }
}
