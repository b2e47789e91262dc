namespace TensorFlow;

/// <summary>Differentiation of graphs, of first and higher order.</summary>
public static class Gradients
{
    /// <summary>Adds to the graph the gradients of the sum of <paramref name="y"/> with respect to each of <paramref name="xs"/>.</summary>
    /// <param name="y">The symbol to differentiate.</param>
    /// <param name="xs">The symbols to differentiate with respect to.</param>
    /// <returns>One gradient each, of the shape of its x; null where <paramref name="y"/> does not depend on it.</returns>
    /// <exception cref="UnimplementedException"> An op between has no gradient; the message names it and the layer that wrote it.
    /// </exception>
    /// <exception cref="ArgumentException">One of <paramref name="xs"/> belongs to another graph.</exception>
    /// <example>
    /// <code>
    /// using Function slope = Function.Trace("slope", [new(DType.Float32, [3])], x =&gt; [Gradients.Of(x[0] * x[0], x[0])[0]!.Value]);
    /// using FunctionCall call = new(slope);
    /// float[] result = new float[3];
    /// call.WriteInput&lt;float&gt;(0, [1, 2, 3], [3]);
    /// call.Run();
    /// call.CopyOutput&lt;float&gt;(0, result);                  // 2, 4, 6
    /// </code>
    /// </example>
    public static Symbol?[] Of(Symbol y, params ReadOnlySpan<Symbol> xs) => Of([y], [], xs);

    /// <summary>
    /// Adds to the graph the gradients of several symbols, weighted and summed, with respect to each of <paramref name="xs"/>.
    /// </summary>
    /// <param name="ys">The symbols to differentiate.</param>
    /// <param name="dys">The gradient of each y, of its type and shape; empty for ones.</param>
    /// <param name="xs">The symbols to differentiate with respect to.</param>
    /// <returns>One gradient each, of the shape of its x; null where no y depends on it.</returns>
    /// <exception cref="UnimplementedException"> An op between has no gradient; the message names it and the layer that wrote it.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// A symbol belongs to another graph, or a gradient of <paramref name="dys"/> does not fit its y.
    /// </exception>
    public static Symbol?[] Of(ReadOnlySpan<Symbol> ys, ReadOnlySpan<Symbol> dys, ReadOnlySpan<Symbol> xs)
    {
        Gradient?[] gradients = WithRows(ys, dys, xs);
        Symbol?[] result = new Symbol?[xs.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = gradients[i]?.ToDense() is { } dense ? Shaped(dense, xs[i]) : null;
        return result;
    }

    /// <summary>
    /// As <see cref="Of(ReadOnlySpan{Symbol}, ReadOnlySpan{Symbol}, ReadOnlySpan{Symbol})"/>, but the gradient of a table that is only
    /// gathered from stays rows instead of becoming a table of its own.
    /// </summary>
    /// <param name="ys">The symbols to differentiate.</param>
    /// <param name="dys">The gradient of each y, of its type and shape; empty for ones.</param>
    /// <param name="xs">The symbols to differentiate with respect to.</param>
    /// <returns>One gradient each; null where no y depends on it.</returns>
    /// <exception cref="UnimplementedException"> An op between has no gradient; the message names it and the layer that wrote it.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// A symbol belongs to another graph, or a gradient of <paramref name="dys"/> does not fit its y.
    /// </exception>
    public static Gradient?[] WithRows(ReadOnlySpan<Symbol> ys, ReadOnlySpan<Symbol> dys, ReadOnlySpan<Symbol> xs)
    {
        if (ys.IsEmpty)
            throw new ArgumentException("Expected at least one symbol to differentiate, got none.", nameof(ys));
        if (!dys.IsEmpty && dys.Length != ys.Length)
            throw new ArgumentException(
                $"Expected one gradient for each of the {ys.Length} symbols to differentiate, or none at all, got {dys.Length}.",
                nameof(dys));
        Graph graph = ys[0].Graph
            ?? throw new ArgumentException("A default Symbol belongs to no graph and cannot be differentiated.", nameof(ys));
        Require(graph, ys, ys[0], nameof(ys));
        Require(graph, xs, ys[0], nameof(xs));
        using Graph.Scope? scope = Graph.HasCurrent && (Graph.Current == graph || Graph.Current.IsInside(graph)) ? null : graph.Use();
        Gradient?[] given = new Gradient?[ys.Length];
        for (int i = 0; i < given.Length; i++)
            given[i] = dys.IsEmpty ? Ones(ys[i]) : Fitting(dys[i], ys[i]);
        Gradient?[] gradients = Backpropagation.Run(ys, given, xs);
        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is { Rows: null } gradient)
                gradients[i] = Shaped(gradient.ToDense(), xs[i]);
        }

        return gradients;
    }

    /// <summary>
    /// Gives outputs a custom gradient: the operations between are not differentiated (<c>keras.ops.custom_gradient</c>).
    /// </summary>
    /// <param name="inputs">The symbols that the gradient flows to.</param>
    /// <param name="outputs">The symbols that were computed from them.</param>
    /// <param name="backward">
    /// Writes, from the gradients of the outputs (null where one is zero), those of the inputs (null for none). The ops that are written
    /// in it can be
    /// differentiated again.
    /// </param>
    /// <returns>The outputs, to be used instead of those given.</returns>
    /// <exception cref="ArgumentException">There is no output, or a symbol belongs to another graph.</exception>
    public static Symbol[] Define(ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs, Func<Symbol?[], Symbol?[]> backward)
    {
        ArgumentNullException.ThrowIfNull(backward);
        if (outputs.IsEmpty)
            throw new ArgumentException("Expected at least one output to define a gradient for, got none.", nameof(outputs));
        Graph graph = HostOf([.. outputs, .. inputs]);
        Symbol[] sources = [.. inputs];
        for (int i = 0; i < sources.Length; i++)
            sources[i] = graph.Resolve(sources[i])
                ?? throw new ArgumentException($"Input {i} belongs to another graph, or to none.", nameof(inputs));
        Operation carrier = GradientDefinition.Carry(graph, outputs, sources);
        graph.Definitions.Add(carrier, new WrittenGradient(sources, outputs.Length, backward));
        return carrier.OutputList(0, outputs.Length);
    }

    /// <summary>
    /// Writes a part whose inner values are not kept for its gradient but computed anew on the way back (<c>keras.remat</c>): less memory
    /// for more time. XLA may still share what both ways compute.
    /// </summary>
    /// <param name="inputs">The symbols that the part gets; it reads others of the graph, too.</param>
    /// <param name="function">From them to the outputs.</param>
    public static Symbol[] Rematerialize(ReadOnlySpan<Symbol> inputs, Func<Symbol[], Symbol[]> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        Graph graph = HostOf(inputs);
        Symbol[] given = inputs.ToArray();
        using TracedBody traced = TracedBody.Trace(graph, [.. given.Select(i => new TensorSpec(i.DType, i.Shape))], function);
        Symbol[] captured = TracedBody.CapturedBy(traced);
        Symbol[] all = [.. given.Concat(captured).Select(s => graph.Resolve(s)!.Value)];
        Operation carrier = Rematerialization.Write(graph, traced.ToBody(captured), all, keep: false);
        return carrier.OutputList(0, traced.Outputs.Length);
    }

    /// <summary>
    /// Until the result is disposed, loops that are written into the current graph keep what their gradients need. Without it they are
    /// written a second time when a gradient is taken: right as well, but computed twice.
    /// </summary>
    /// <exception cref="InvalidOperationException">No graph is being written on this thread.</exception>
    public static IDisposable Record() => new Recording(Graph.Current);

    /// <summary>Whether a gradient of what is written now will be taken, so that what it needs is worth keeping (<see
    /// cref="Record"/>).</summary>
    public static bool IsRecording => Graph.HasCurrent && Graph.Current.IsRecording;

    /// <summary>The same value, which no gradient flows through.</summary>
    /// <param name="x">Any symbol.</param>
    public static Symbol StopGradient(Symbol x) => RawOps.StopGradient(x);

    // The graph of the body that is being written, where it can read the symbols.
    private static Graph HostOf(ReadOnlySpan<Symbol> symbols)
    {
        if (symbols.IsEmpty)
            return Graph.Current;
        Graph own = symbols[0].Graph ?? throw new ArgumentException("A default Symbol belongs to no graph.", nameof(symbols));
        return Graph.HasCurrent && Graph.Current.IsInside(own) ? Graph.Current : own;
    }

    private static Symbol Ones(Symbol y)
    {
        if (!DifferentiablePaths.Flows(y.DType))
            throw new ArgumentException(
                $"{y} cannot be differentiated: expected floating-point or complex elements, got {y.DType.StandardName}.", nameof(y));
        return y.Shape == Shape.Scalar && y.DType.IsFloatingPoint ? y.Number(1) : RawOps.OnesLike(y);
    }

    private static Symbol Fitting(Symbol dy, Symbol y)
    {
        if (dy.DType != y.DType || !dy.Shape.IsCompatibleWith(y.Shape))
            throw new ArgumentException($"The gradient of {y} must have its type and shape, got {dy}.", nameof(dy));
        return dy;
    }

    private static Symbol Shaped(Symbol gradient, Symbol x)
    {
        Shape shape = x.Shape;
        return shape.Rank < 0 || gradient.Shape == shape ? gradient : gradient.WithShape(shape);
    }

    private static void Require(Graph graph, ReadOnlySpan<Symbol> symbols, Symbol y, string parameter)
    {
        for (int i = 0; i < symbols.Length; i++)
        {
            if (symbols[i].Graph != graph)
                throw new ArgumentException(
                    $"The symbol at {i} belongs to another graph than {y}, or to none. In a loop's body or a gradient's function take an "
                    + "Identity of a symbol from outside, compute from it, and differentiate by it.", parameter);
        }
    }

    private sealed class Recording : IDisposable
    {
        private readonly Graph graph;
        private readonly bool before;

        public Recording(Graph graph)
        {
            (this.graph, before) = (graph, graph.IsRecording);
            graph.IsRecording = true;
        }

        public void Dispose() => graph.IsRecording = before;
    }
}
