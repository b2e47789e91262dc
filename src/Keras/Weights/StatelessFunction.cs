using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// A function without side effects: weights' values are inputs behind the declared ones, and their values afterwards outputs behind the
/// others. It can be the body of a loop.
/// </summary>
internal sealed class StatelessFunction : IDisposable
{
    private readonly bool[] written;
    private readonly int outputCount;

    private StatelessFunction(Function function, IReadOnlyList<Weight> weights, bool[] written, int outputCount)
    {
        Function = function;
        this.written = written;
        this.outputCount = outputCount;
        Weights = weights;
    }

    public Function Function { get; }

    /// <summary>The weights that it reads or writes.</summary>
    public IReadOnlyList<Weight> Weights { get; }

    public static StatelessFunction Trace(string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body)
    {
        using Graph graph = new();
        using TraceContext trace = new(graph) { Capture = CapturedArrays.Of };
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        Symbol[] outputs = body(arguments);
        Weight[] weights = [.. trace.Touched.Cast<Weight>()];
        Symbol[] initial = [.. weights.Select(trace.Initial)];
        Symbol[] latest = [.. weights.Select(trace.Latest)];
        Function function = Function.FromGraph(graph, prefix, [.. arguments, .. initial], [.. outputs, .. latest], []);
        return new(function, weights, [.. initial.Zip(latest).Select(p => p.First != p.Second)], outputs.Length);
    }

    public bool IsWritten(int weight) => written[weight];

    /// <summary>Adds a call to a graph.</summary>
    public (Symbol[] Outputs, Symbol[] Weights) Call(Symbol[] arguments, Symbol[] weights)
    {
        Symbol[] results = Function.Call([.. arguments, .. weights]);
        return (results[..outputCount], results[outputCount..]);
    }

    public void Dispose() => Function.Dispose();
}
