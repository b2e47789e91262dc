namespace TensorFlow;

/// <summary>Loops and branches inside a graph. Bodies read symbols of the graph around them, and all have gradients.</summary>
public static partial class ControlFlow
{
    /// <summary>The attribute of a While that bounds its rounds.</summary>
    internal const string MaximumIterations = "_maximum_iterations";

    // Makes the loop part of its caller's graph instead of a call per round (common_runtime/lower_functional_ops): a third faster here.
    private const string LowerToSwitches = "_lower_using_switch_merge";

    /// <summary>Repeats <paramref name="body"/> while <paramref name="condition"/> holds.</summary>
    /// <param name="initial">The values that the loop begins with.</param>
    /// <param name="condition">From the values, whether to go on: a boolean scalar.</param>
    /// <param name="body">From the values, the next values, of the same types and shapes. Reads symbols of the graph around, too.</param>
    /// <param name="name">The beginning of the functions' names.</param>
    /// <param name="maximumIterations">
    /// The largest number of rounds; null for no bound. XLA compiles the gradient of a loop only with a bound.
    /// </param>
    /// <returns>The last values.</returns>
    /// <exception cref="ArgumentException">The body or the condition returns something else.</exception>
    public static Symbol[] While(
        ReadOnlySpan<Symbol> initial,
        Func<Symbol[], Symbol> condition,
        Func<Symbol[], Symbol[]> body,
        string name = "loop",
        int? maximumIterations = null)
    {
        TensorSpec[] specs = LoopSpecs(initial);
        if (maximumIterations is < 0)
            throw new ArgumentOutOfRangeException(nameof(maximumIterations), maximumIterations, "Expected 0 iterations or more.");
        Graph graph = Host(initial);
        if (maximumIterations is { } bound && !graph.IsRecording)
            return Bounded(initial, condition, body, name, bound);
        using TracedBody tracedBody = TracedBody.Trace(graph, specs, body);
        using TracedBody tracedCondition = TracedBody.Trace(graph, specs, values => [condition(values)]);
        Symbol[] captured = TracedBody.CapturedBy(tracedBody, tracedCondition);
        Symbol[] inputs = [.. initial, .. captured];
        Require(name + "_condition", "outputs", Specs(tracedCondition.Outputs), [new(DType.Bool, Shape.Scalar)]);
        RequireStates(name, Specs(tracedBody.Outputs), specs);
        if (graph.IsRecording)
        {
            WhileLoop loop = new(tracedCondition.ToBody(captured),
                tracedBody.ToBody(captured, returnCaptured: true), maximumIterations ?? -1);
            return loop.WriteKeeping(graph, inputs)[..specs.Length];
        }

        using Function bodyFunction = tracedBody.ToFunction(name + "_body", captured, returnCaptured: true);
        using Function conditionFunction = tracedCondition.ToFunction(name + "_condition", captured);
        return WriteWhile(graph, inputs, conditionFunction, bodyFunction, null)[..specs.Length];
    }

    /// <summary>Repeats one function while another returns true.</summary>
    /// <param name="initial">The values that the loop begins with.</param>
    /// <param name="condition">From the values, whether to go on: a boolean scalar.</param>
    /// <param name="body">From the values, the next values, of the same types and shapes.</param>
    /// <returns>The last values.</returns>
    /// <exception cref="ArgumentException">The functions do not take or return what a loop over these values needs.</exception>
    public static Symbol[] While(ReadOnlySpan<Symbol> initial, Function condition, Function body)
    {
        TensorSpec[] specs = LoopSpecs(initial);
        Require(condition.Name, "inputs", condition.Inputs, specs);
        Require(condition.Name, "outputs", condition.Outputs, [new(DType.Bool, Shape.Scalar)]);
        Require(body.Name, "inputs", body.Inputs, specs);
        Require(body.Name, "outputs", body.Outputs, specs);
        return WriteWhile(Host(initial), initial.ToArray(), condition, body, null);
    }

    /// <summary>
    /// Goes through sequences: each round takes the states and one slice of each sequence along the first axis, and gives the next states
    /// and one slice of each output (<c>keras.ops.scan</c>). Reads symbols of the graph around, too. The way back is a loop of the same
    /// kind, and the gradient of a matrix that the round multiplies with is one product of all rounds.
    /// </summary>
    /// <param name="step">From the states and the slices to the next states, of the same types and shapes, and the outputs' slices.</param>
    /// <param name="initial">The first states; none for a plain map.</param>
    /// <param name="sequences">The sequences, of one length; none for <paramref name="length"/> rounds.</param>
    /// <param name="length">The number of rounds, an int32 scalar; null for the length of the sequences.</param>
    /// <param name="reverse">Whether the last slices come first. Outputs keep the places of the slices.</param>
    /// <returns>The last states, and the outputs with the rounds along the first axis.</returns>
    /// <exception cref="ArgumentException">There are neither sequences nor a length, or a state's type or shape changes.</exception>
    public static (Symbol[] States, Symbol[] Outputs) Scan(
        Func<Symbol[], Symbol[], (Symbol[] States, Symbol[] Outputs)> step,
        ReadOnlySpan<Symbol> initial,
        ReadOnlySpan<Symbol> sequences,
        Symbol? length = null,
        bool reverse = false)
    {
        if (sequences.IsEmpty && length is null)
            throw new ArgumentException("Expected sequences or a length, got neither.", nameof(sequences));
        Symbol[] all = [.. initial, .. sequences, .. length is { } given ? (Symbol[])[given] : []];
        Graph graph = Host(all);
        int states = initial.Length;
        TensorSpec[] specs = [.. Specs(initial), .. SliceSpecs(sequences)];
        using TracedBody traced = TracedBody.Trace(graph, specs, v =>
        {
            (Symbol[] next, Symbol[] outputs) = step(v[..states], v[states..]);
            RequireStates("scan", Specs(next), specs[..states]);
            return [.. next, .. outputs];
        });
        Symbol[] captured = TracedBody.CapturedBy(traced);
        Symbol rounds = length ?? Shapes.Length(sequences[0], 0);
        using Graph.Scope? scope = Graph.HasCurrent && Graph.Current == graph ? null : graph.Use();
        (FunctionBody body, Symbol[] slices) = ScanHoisting.Apply(graph, traced.ToBody(captured), states, sequences.ToArray(), captured);
        ScanLoop loop = new(body, states, slices.Length, reverse);
        Operation carrier = loop.Write(graph, [rounds, rounds, .. initial, .. slices, .. captured], graph.IsRecording);
        return (carrier.OutputList(0, states), carrier.OutputList(states, loop.Results));
    }

    /// <summary>A While whose bodies see their arguments only.</summary>
    internal static Symbol[] WritePlainWhile(
        Graph graph, ReadOnlySpan<Symbol> initial, Func<Symbol[], Symbol> condition, Func<Symbol[], Symbol[]> body, string name)
    {
        TensorSpec[] specs = LoopSpecs(initial);
        using Function bodyFunction = Function.Trace(name + "_body", specs, body);
        using Function conditionFunction = Function.Trace(name + "_condition", specs, values => [condition(values)]);
        return WriteWhile(graph, initial.ToArray(), conditionFunction, bodyFunction, null);
    }

    // The bound is a counter among the states, so that it holds where no gradient is taken, too.
    private static Symbol[] Bounded(
        ReadOnlySpan<Symbol> initial, Func<Symbol[], Symbol> condition, Func<Symbol[], Symbol[]> body, string name, int bound)
    {
        Graph graph = Host(initial);
        Symbol[] counted = [.. initial, graph.Constant(0, DType.Int32)];
        TensorSpec[] specs = Specs(counted);
        using TracedBody tracedBody = TracedBody.Trace(graph, specs, v => [.. body(v[..^1]), v[^1] + 1]);
        using TracedBody tracedCondition = TracedBody.Trace(
            graph, specs, v => [RawOps.LogicalAnd(condition(v[..^1]), RawOps.Less(v[^1], v[^1].Graph.Constant(bound, DType.Int32)))]);
        Symbol[] captured = TracedBody.CapturedBy(tracedBody, tracedCondition);
        Require(name + "_condition", "outputs", Specs(tracedCondition.Outputs), [new(DType.Bool, Shape.Scalar)]);
        RequireStates(name, Specs(tracedBody.Outputs), specs);
        using Function bodyFunction = tracedBody.ToFunction(name + "_body", captured, returnCaptured: true);
        using Function conditionFunction = tracedCondition.ToFunction(name + "_condition", captured);
        return WriteWhile(graph, [.. counted, .. captured], conditionFunction, bodyFunction, bound)[..initial.Length];
    }

    private static Symbol[] WriteWhile(Graph graph, Symbol[] initial, Function condition, Function body, int? bound)
    {
        graph.Import(condition);
        graph.Import(body);
        OperationBuilder builder = new OperationBuilder(graph, "While", null)
            .Input(initial.AsSpan())
            .Attribute("cond", (FunctionReference)condition)
            .Attribute("body", (FunctionReference)body)
            .Attribute("output_shapes", [.. body.Outputs.Select(o => o.Shape)])
            .Attribute(LowerToSwitches, true);
        return (bound is { } most ? builder.Attribute(MaximumIterations, (long)most) : builder).Build().Outputs;
    }

    private static void RequireStates(string loop, TensorSpec[] actual, TensorSpec[] expected)
    {
        if (actual.Length != expected.Length)
            throw new ArgumentException(
                $"The loop '{loop}': expected its body to return {expected.Length} {(expected.Length == 1 ? "value" : "values")}, "
                + $"as at the beginning, got {actual.Length}.");
        for (int i = 0; i < expected.Length; i++)
        {
            if (!Fits(actual[i], expected[i]))
                throw new ArgumentException(
                    $"The loop '{loop}': expected its body to return value {i} as {expected[i]}, as at the beginning, got {actual[i]}; "
                    + "a loop's values keep their types and shapes.");
        }
    }

    private static bool Fits(TensorSpec actual, TensorSpec expected) =>
        actual.DType == expected.DType && actual.Shape.IsCompatibleWith(expected.Shape);

    private static void Require(string function, string role, IReadOnlyList<TensorSpec> actual, TensorSpec[] expected)
    {
        bool fits = actual.Count == expected.Length
            && actual.Zip(expected).All(p => Fits(p.First, p.Second));
        if (!fits)
            throw new ArgumentException(
                $"The {role} of '{function}' must be ({string.Join(", ", expected.AsEnumerable())}), got ({string.Join(", ", actual)}).");
    }

    /// <summary>
    /// The graph that an operation on symbols belongs to: that of the body being written, where all of them can be read in it.
    /// </summary>
    private static Graph Host(ReadOnlySpan<Symbol> symbols)
    {
        if (Graph.HasCurrent)
        {
            Graph current = Graph.Current;
            bool all = true;
            foreach (Symbol symbol in symbols)
                all &= symbol.Graph == current || (symbol.Graph is not null && current.IsInside(symbol.Graph));
            if (all)
                return current;
        }

        return symbols[0].Graph;
    }

    private static TensorSpec[] LoopSpecs(ReadOnlySpan<Symbol> initial) => initial.IsEmpty
        ? throw new ArgumentException("A loop needs at least one value that the condition can look at.", nameof(initial))
        : Specs(initial);

    private static TensorSpec[] Specs(ReadOnlySpan<Symbol> symbols)
    {
        TensorSpec[] specs = new TensorSpec[symbols.Length];
        for (int i = 0; i < specs.Length; i++)
            specs[i] = new(symbols[i].DType, symbols[i].Shape);
        return specs;
    }

    private static TensorSpec[] SliceSpecs(ReadOnlySpan<Symbol> sequences)
    {
        TensorSpec[] specs = Specs(sequences);
        for (int i = 0; i < specs.Length; i++)
        {
            if (specs[i].Shape.Rank == 0)
                throw new ArgumentException($"Sequence {i} has no axis to go along, got a scalar.", nameof(sequences));
            specs[i] = specs[i] with { Shape = specs[i].Shape.Rank < 0 ? Shape.Unknown : specs[i].Shape[1..] };
        }

        return specs;
    }
}
