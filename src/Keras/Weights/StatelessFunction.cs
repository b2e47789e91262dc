using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// A function without side effects: weights' values are inputs behind the declared ones, and their values afterwards outputs behind the
/// others. It can be the body of a loop.
/// </summary>
internal sealed class StatelessFunction : IDisposable
{
    private readonly bool[] written;
    private readonly WeightPassage[] passages;
    private readonly int outputCount;

    private StatelessFunction(
        Function function, IReadOnlyList<Weight> weights, bool[] written, WeightPassage[] passages, int outputCount)
    {
        Function = function;
        this.written = written;
        this.passages = passages;
        this.outputCount = outputCount;
        Weights = weights;
    }

    public Function Function { get; }

    /// <summary>The weights that it reads or writes.</summary>
    public IReadOnlyList<Weight> Weights { get; }

    /// <summary>Writes a function.</summary>
    /// <param name="prefix">The prefix of the name.</param>
    /// <param name="inputs">The declared inputs.</param>
    /// <param name="body">From their symbols to the outputs; weights are read and written by the way.</param>
    /// <param name="tables">How the function that calls this one may hand over tables of which single rows are updated.</param>
    public static StatelessFunction Trace(
        string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body, TablePassages tables = TablePassages.Values) =>
        TryTrace(prefix, inputs, body, tables) ?? TryTrace(prefix, inputs, body, TablePassages.Values)!;

    public bool IsWritten(int weight) => written[weight];

    /// <summary>How the function that calls this one gets a weight.</summary>
    public WeightPassage PassageOf(int weight) => passages[weight];

    /// <summary>Adds a call to a graph.</summary>
    public (Symbol[] Outputs, Symbol[] Weights) Call(Symbol[] arguments, Symbol[] weights)
    {
        Symbol[] results = Function.Call([.. arguments, .. weights]);
        return (results[..outputCount], results[outputCount..]);
    }

    public void Dispose() => Function.Dispose();

    // Null where a table cannot be written in place, which is known only now.
    private static StatelessFunction? TryTrace(
        string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body, TablePassages tables)
    {
        using Graph graph = new();
        using TraceContext trace = new(graph)
        {
            Capture = CapturedArrays.Of,
            RowUpdates = new(graph, tables switch
            {
                TablePassages.Copies => 1,
                TablePassages.Variables => WeightPassages.LeastVariable,
                _ => null,
            }),
        };
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        Symbol[] outputs = body(arguments);
        if (!trace.RowUpdates.AreSafe(trace.Latest))
            return null;
        Weight[] weights = [.. trace.Touched.Cast<Weight>()];
        Symbol[] initial = [.. weights.Select(trace.Initial)];
        Symbol[] latest = [.. weights.Select(w => trace.RowUpdates.Complete(w, trace.Latest(w)))];
        WeightPassage[] passages = [.. weights.Select(w => Passage(w, trace.RowUpdates, tables))];
        Function function = Function.FromGraph(graph, prefix, [.. arguments, .. initial], [.. outputs, .. latest], []);
        return new(function, weights, [.. initial.Zip(latest).Select(p => p.First != p.Second)], passages, outputs.Length);
    }

    private static WeightPassage Passage(Weight weight, RowUpdates updates, TablePassages tables)
    {
        bool isLarge = weight.Shape.ElementCount * weight.DType.Size >= WeightPassages.LeastVariable;
        if (isLarge && (updates.IsInPlace(weight) || (tables == TablePassages.Compiled && updates.Contains(weight))))
            return WeightPassage.Variable;
        return updates.IsInPlace(weight) ? WeightPassage.Copy : WeightPassage.Value;
    }
}
