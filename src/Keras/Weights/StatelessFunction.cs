using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// A function without side effects: the values of weights are inputs after the declared ones, their new values outputs after the others. It
/// can be the body of a loop.
/// </summary>
internal sealed class StatelessFunction : IDisposable
{
    private readonly int outputCount;

    private StatelessFunction(Function function, StepWeights weights, int outputCount)
    {
        Function = function;
        Weights = weights;
        this.outputCount = outputCount;
    }

    public Function Function { get; }

    /// <summary>The weights that it reads or writes.</summary>
    public StepWeights Weights { get; }

    /// <summary>Writes a function.</summary>
    /// <param name="prefix">The prefix of the name.</param>
    /// <param name="inputs">The declared inputs.</param>
    /// <param name="body">Computes the outputs from the inputs, and reads and writes weights.</param>
    /// <param name="policy">How the caller takes tables of which single rows are updated; null for by value.</param>
    public static StatelessFunction Trace(
        string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body, RowUpdatePolicy? policy = null) =>
        TryTrace(prefix, inputs, body, policy ?? RowUpdatePolicy.Copying) ?? TryTrace(prefix, inputs, body, RowUpdatePolicy.Copying)!;

    /// <summary>Adds a call to a graph.</summary>
    public (Symbol[] Outputs, Symbol[] Weights) Call(Symbol[] arguments, Symbol[] weights)
    {
        Symbol[] results = Function.Call([.. arguments, .. weights]);
        return (results[..outputCount], results[outputCount..]);
    }

    public void Dispose() => Function.Dispose();

    // Null where a table cannot be updated in place, which is known only once the whole function is written.
    private static StatelessFunction? TryTrace(
        string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body, RowUpdatePolicy policy)
    {
        using Graph graph = new();
        using TraceContext trace = new(graph) { Capture = CapturedArrays.Of, RowUpdates = new(graph, policy.InPlaceFrom) };
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        Symbol[] outputs = body(arguments);
        if (!trace.RowUpdates.AreSafe(trace.Latest))
            return null;
        Weight[] weights = [.. trace.Touched.Cast<Weight>()];
        Symbol[] initial = [.. weights.Select(trace.Initial)];
        Symbol[] latest = [.. weights.Select(w => trace.RowUpdates.Complete(w, trace.Latest(w)))];
        int[] written = [.. Enumerable.Range(0, weights.Length).Where(i => initial[i] != latest[i])];
        WeightPassing[] passing = [.. weights.Select(w => policy.PassingOf(w, trace.RowUpdates))];
        Function function = Function.FromGraph(graph, prefix, [.. arguments, .. initial], [.. outputs, .. latest], []);
        return new(function, new(weights, written, passing), outputs.Length);
    }
}
