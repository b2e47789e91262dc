using TensorFlow;

namespace Keras.Training;

/// <summary>
/// A part of a step as a function that XLA compiles and a loop of ordinary kernels calls; the executor runs independent parts in parallel.
/// Operations that XLA cannot compile, such as those on strings, form a stage ahead of the compiled one, which runs for a batch in parallel
/// with the compiled stage of the previous batch. Weights are passed by value: read before the call and assigned after it.
/// </summary>
internal sealed class PartFunction : IDisposable
{
    private readonly IDisposable function;
    private readonly Func<Symbol[], Symbol[]> call;
    private readonly Weight[] weights;
    private readonly Weight[] written;
    private readonly int outputCount;
    private readonly DeferredUpdates? deferred;

    private PartFunction(
        IDisposable function, Func<Symbol[], Symbol[]> call, Weight[] weights, Weight[] written, int outputCount,
        DeferredUpdates? deferred)
    {
        this.deferred = deferred;
        this.function = function;
        this.call = call;
        this.weights = weights;
        this.written = written;
        this.outputCount = outputCount;
    }

    /// <summary>The weights that it assigns.</summary>
    public IReadOnlyList<Weight> Written => written;

    /// <summary>Writes a function.</summary>
    /// <param name="name">The prefix of the name.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="body">Computes the outputs from the inputs, and reads and writes weights.</param>
    /// <param name="part">Which samples of the batch it computes; null for all.</param>
    /// <param name="compile">Whether XLA compiles the function; otherwise it runs with the ordinary kernels.</param>
    /// <param name="trained">The weights of which gradients are computed; null for those that the function assigns.</param>
    /// <param name="isFused">Whether layers are written as fused operations, where they have kernels.</param>
    /// <exception cref="InseparableStepException">The operations that XLA cannot compile cannot run ahead of the rest.</exception>
    public static PartFunction Trace(string name, ReadOnlySpan<Symbol> inputs, Func<Symbol[], Symbol[]> body, PartOfBatch? part = null,
        bool compile = true, IReadOnlyCollection<Weight>? trained = null, bool isFused = false)
    {
        try
        {
            return Trace(name, inputs, body, part, compile, trained, compile ? new() : null, isFused);
        }
        catch (DeferredUpdateException)
        {
            return Trace(name, inputs, body, part, compile, trained, null, isFused);
        }
    }

    /// <summary>Creates a function from a trace: operations that XLA cannot compile run ahead of the compiled rest.</summary>
    /// <param name="trace">The trace of the function.</param>
    /// <param name="name">The prefix of the names.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="trained">The inputs of which gradients are computed.</param>
    /// <exception cref="InseparableStepException">The operations that XLA cannot compile cannot run ahead of the rest.</exception>
    public static StagedFunction Stages(
        TraceContext trace, string name, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs, IEnumerable<Symbol> trained)
    {
        if (trace.OrdinaryOutputs.Exists(o => o.Graph != trace.Graph))
            throw new InseparableStepException($"{trace.OrdinaryLayer} is called in a loop or a branch");
        try
        {
            return StagedFunction.FromGraph(trace.Graph, name, inputs, outputs, [.. trace.OrdinaryOutputs], [.. trained]);
        }
        catch (NotSupportedException e)
        {
            throw new InseparableStepException(e.Message);
        }
    }

    /// <summary>Adds a call to the function being written.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <returns>The outputs, and the new values of weights and the inputs of deferred updates, for <see cref="Assign"/>.</returns>
    public (Symbol[] Outputs, Symbol[] Weights) Call(ReadOnlySpan<Symbol> inputs)
    {
        Symbol[] results = call([.. inputs, .. weights.Select(w => w.ToSymbol())]);
        return (results[..outputCount], results[outputCount..]);
    }

    /// <summary>
    /// Assigns the new values of weights and writes the updates of rows, after all calls that read the earlier values.
    /// </summary>
    public void Assign(Symbol[] values)
    {
        for (int i = 0; i < written.Length; i++)
            written[i].Assign(values[i]);
        deferred?.Write(values.AsSpan(written.Length));
    }

    public void Dispose() => function.Dispose();

    private static PartFunction Trace(
        string name, ReadOnlySpan<Symbol> inputs, Func<Symbol[], Symbol[]> body, PartOfBatch? part, bool compile,
        IReadOnlyCollection<Weight>? trained, DeferredUpdates? deferred, bool isFused)
    {
        using Graph graph = new() { IsCompiled = compile, IsOptimized = isFused, UsesFusedOps = isFused };
        using TraceContext trace = new(graph) { Part = part, Capture = CapturedArrays.Of, Deferred = deferred };
        Symbol[] arguments = new Symbol[inputs.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = graph.Placeholder(inputs[i].DType, inputs[i].Shape, "input");
        Symbol[] outputs = body(arguments);
        deferred?.Complete();
        Weight[] weights = [.. trace.Touched.Cast<Weight>()];
        Weight[] written = [.. weights.Where(w => trace.Latest(w) != trace.Initial(w))];
        Symbol[] given = [.. arguments, .. weights.Select(trace.Initial)];
        Symbol[] results = [.. outputs, .. written.Select(trace.Latest), .. deferred?.Given ?? []];
        if (!compile)
        {
            // What is apart from the parts of a batch becomes part of the loop, so that the next step begins with what is ready.
            FunctionOptions options = new() { NoInline = !isFused || part is not null };
            Function whole = Function.FromGraph(graph, name, given, results, [], options);
            return new(whole, i => whole.Call(i), weights, written, outputs.Length, null);
        }

        StagedFunction stages = Stages(trace, name, given, results,
            (trained is null ? written.Where(w => w.Trainable).Union(weights.Where(w => deferred?.Weights.Contains(w) == true))
                : weights.Where(trained.Contains)).Select(trace.Initial));
        return new(stages, i => CallStages(stages, i), weights, written, outputs.Length, deferred);
    }

    private static Symbol[] CallStages(StagedFunction stages, Symbol[] inputs)
    {
        Symbol[] results = stages.Call(inputs);
        TraceContext.Current.RowUpdates.AddCompiledCalls(results);
        return results;
    }
}
