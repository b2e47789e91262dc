using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// A step in two parts: values that depend only on weights that the step does not write are precomputed before the loop, the rest is
/// computed in each iteration.
/// </summary>
internal sealed class PreparedStep : IDisposable
{
    private readonly PreparedFunction function;
    private readonly int[] written;
    private readonly int[] constant;

    private PreparedStep(PreparedFunction function, IReadOnlyList<Weight> weights, int[] written, int[] constant) =>
        (this.function, Weights, this.written, this.constant) = (function, new(weights, written), written, constant);

    /// <summary>The weights that it reads or writes.</summary>
    public StepWeights Weights { get; }

    /// <summary>Writes a step.</summary>
    /// <param name="prefix">The prefix of the names.</param>
    /// <param name="inputs">The declared inputs.</param>
    /// <param name="body">Reads and writes weights.</param>
    /// <param name="scalable">Collects the outputs of convolutions into whose kernels normalizations are folded; null to fold none.</param>
    /// <returns>The step; null if there is nothing to precompute.</returns>
    public static PreparedStep? Trace(
        string prefix, IReadOnlyList<TensorSpec> inputs, Action<Symbol[]> body, ScalableOutputs? scalable = null)
    {
        using Graph graph = new();
        using TraceContext trace = new(graph) { Capture = CapturedArrays.Of, Scalable = scalable };
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        body(arguments);
        Weight[] weights = [.. trace.Touched.Cast<Weight>()];
        Symbol[] initial = [.. weights.Select(trace.Initial)], latest = [.. weights.Select(trace.Latest)];
        int[] written = [.. Enumerable.Range(0, weights.Length).Where(i => initial[i] != latest[i])];
        int[] constant = [.. Enumerable.Range(0, weights.Length).Except(written)];
        Symbol[] outputs = Of(latest, written);
        if (scalable?.AreStillUsed(outputs) == true)
            return Trace(prefix, inputs, body);
        PreparedFunction function = PreparedFunction.FromGraph(
            graph, prefix, [.. arguments, .. Of(initial, written)], Of(initial, constant), outputs, room: StatefulFunction.Room);
        if (function.Preparation is not null)
            return new(function, weights, written, constant);
        function.Dispose();
        return null;
    }

    /// <summary>Writes the loop over the step into the function being written.</summary>
    /// <param name="name">The prefix of the names.</param>
    /// <param name="arguments">The arguments: the first iteration, the iteration before which the loop ends, and the inputs of
    /// each.</param>
    /// <param name="weights">The values of the weights.</param>
    /// <returns>Their last values.</returns>
    public Symbol[] Loop(string name, Symbol[] arguments, Symbol[] weights)
    {
        Symbol[] fixedValues = Of(weights, constant);
        Symbol[] prepared = function.Preparation!.Call([.. function.TakenParameters.Select(i => fixedValues[i])]);
        int first = arguments.Length, behind = first + written.Length;
        Symbol[] states = [.. arguments, .. Of(weights, written), .. function.KeptParameters.Select(i => fixedValues[i]), .. prepared];
        TensorSpec[] specs = [.. states.Select(s => new TensorSpec(s.DType, s.Shape))];
        using Function round = Function.Trace(
            name + "_round", specs, v => [v[0] + 1, .. v[1..first], .. function.Function.Call(v), .. v[behind..]]);
        using Function condition = Function.Trace(name + "_condition", specs, v => [RawOps.Less(v[0], v[1])]);
        Symbol[] last = ControlFlow.While(states, condition, round), result = [.. weights];
        for (int i = 0; i < written.Length; i++)
            result[written[i]] = last[first + i];
        return result;
    }

    public void Dispose() => function.Dispose();

    private static Symbol[] Of(Symbol[] all, int[] positions) => [.. positions.Select(p => all[p])];
}
