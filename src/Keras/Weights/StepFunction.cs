using TensorFlow;

namespace Keras;

/// <summary>A function without side effects: weights' values are inputs behind the declared ones, and their new values outputs behind the others.</summary>
internal sealed class StepFunction : IDisposable
{
    private readonly Function function;
    private readonly bool[] written;
    private readonly int outputCount;

    private StepFunction(Function function, IReadOnlyList<Weight> weights, bool[] written, int outputCount)
    {
        this.function = function;
        this.written = written;
        this.outputCount = outputCount;
        Weights = weights;
    }

    public IReadOnlyList<Weight> Weights { get; }

    public static StepFunction Trace(string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body, FunctionOptions? options = null)
    {
        using Graph graph = new();
        using Trace trace = new(graph);
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        Symbol[] outputs = body(arguments);
        Weight[] weights = [.. trace.Touched];
        Symbol[] initial = [.. weights.Select(trace.Initial)];
        Symbol[] latest = [.. weights.Select(trace.Latest)];
        bool[] written = [.. initial.Zip(latest).Select(p => p.First != p.Second)];
        Symbol[] results = [.. outputs, .. latest.Where((_, i) => written[i])];
        Function function = Function.FromGraph(graph, prefix, [.. arguments, .. initial], results, [], options);
        return new(function, weights, written, outputs.Length);
    }

    public bool IsWritten(int weight) => written[weight];

    /// <summary>Adds a call to a graph; the values of weights that are not written come back as they were.</summary>
    public (Symbol[] Outputs, Symbol[] Weights) Call(Symbol[] arguments, Symbol[] weights)
    {
        Symbol[] results = function.Call([.. arguments, .. weights]);
        Symbol[] next = [.. weights];
        int result = outputCount;
        for (int i = 0; i < next.Length; i++)
        {
            if (written[i])
                next[i] = results[result++];
        }

        return (results[..outputCount], next);
    }

    public void Dispose() => function.Dispose();
}
