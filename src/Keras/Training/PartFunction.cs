using TensorFlow;

namespace Keras.Training;

/// <summary>
/// A part of a step as a function of its own, compiled by XLA, that a loop of ordinary kernels calls: the executor runs parts that do not
/// depend on one another at once. Weights are values: they are read before the call and assigned after it.
/// </summary>
internal sealed class PartFunction : IDisposable
{
    private readonly Function function;
    private readonly Weight[] weights;
    private readonly Weight[] written;
    private readonly int outputCount;

    private PartFunction(Function function, Weight[] weights, Weight[] written, int outputCount)
    {
        this.function = function;
        this.weights = weights;
        this.written = written;
        this.outputCount = outputCount;
    }

    /// <summary>The weights that it assigns.</summary>
    public IReadOnlyList<Weight> Written => written;

    /// <summary>Writes a function.</summary>
    /// <param name="name">The prefix of the name.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="body">From their symbols to the outputs; weights are read and assigned by the way.</param>
    /// <param name="part">Which samples of the batch it computes; null for all.</param>
    /// <param name="compile">Whether XLA compiles the function; otherwise its kernels are the ordinary ones.</param>
    public static PartFunction Trace(string name, ReadOnlySpan<Symbol> inputs, Func<Symbol[], Symbol[]> body, PartOfBatch? part = null,
        bool compile = true)
    {
        using Graph graph = new();
        using TraceContext trace = new(graph) { Part = part, IsCompiled = compile, Capture = CapturedArrays.Of };
        Symbol[] arguments = new Symbol[inputs.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = graph.Placeholder(inputs[i].DType, inputs[i].Shape, "input");
        Symbol[] outputs = body(arguments);
        Weight[] weights = [.. trace.Touched.Cast<Weight>()];
        Weight[] written = [.. weights.Where(w => trace.Latest(w) != trace.Initial(w))];
        Function function = Function.FromGraph(
            graph,
            name,
            [.. arguments, .. weights.Select(trace.Initial)],
            [.. outputs, .. written.Select(trace.Latest)],
            [],
            new() { Compile = compile, NoInline = !compile });
        return new(function, weights, written, outputs.Length);
    }

    /// <summary>Adds a call to the function being written.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <returns>The outputs, and the values that it computed for weights.</returns>
    public (Symbol[] Outputs, Symbol[] Weights) Call(ReadOnlySpan<Symbol> inputs)
    {
        Symbol[] results = function.Call([.. inputs, .. weights.Select(w => w.ToSymbol())]);
        return (results[..outputCount], results[outputCount..]);
    }

    /// <summary>Assigns the values that a call computed for weights, behind all calls that read the ones before.</summary>
    public void Assign(Symbol[] values)
    {
        for (int i = 0; i < values.Length; i++)
            written[i].Assign(values[i]);
    }

    public void Dispose() => function.Dispose();
}
