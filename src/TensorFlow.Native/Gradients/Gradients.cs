namespace TensorFlow;

/// <summary>Differentiation of graphs, of first and higher order.</summary>
public static class Gradients
{
    /// <summary>Adds to the graph the gradients of the sum of <paramref name="y"/> with respect to each of <paramref name="xs"/>.</summary>
    /// <param name="y">The symbol to differentiate.</param>
    /// <param name="xs">The symbols to differentiate with respect to.</param>
    /// <returns>One gradient each, of the shape of its x; null where <paramref name="y"/> does not depend on it.</returns>
    /// <exception cref="UnimplementedException">An op between has no gradient; the message names it and the layer that wrote it.</exception>
    /// <exception cref="ArgumentException">One of <paramref name="xs"/> belongs to another graph.</exception>
    public static Symbol?[] Of(Symbol y, params ReadOnlySpan<Symbol> xs) => Of([y], [], xs);

    /// <summary>Adds to the graph the gradients of several symbols, weighted and summed, with respect to each of <paramref name="xs"/>.</summary>
    /// <param name="ys">The symbols to differentiate.</param>
    /// <param name="dys">The gradient of each y, of its type and shape; empty for ones.</param>
    /// <param name="xs">The symbols to differentiate with respect to.</param>
    /// <returns>One gradient each, of the shape of its x; null where no y depends on it.</returns>
    /// <exception cref="UnimplementedException">An op between has no gradient; the message names it and the layer that wrote it.</exception>
    /// <exception cref="ArgumentException">A symbol belongs to another graph, or a gradient of <paramref name="dys"/> does not fit its y.</exception>
    public static Symbol?[] Of(ReadOnlySpan<Symbol> ys, ReadOnlySpan<Symbol> dys, ReadOnlySpan<Symbol> xs)
    {
        Gradient?[] gradients = WithRows(ys, dys, xs);
        Symbol?[] result = new Symbol?[xs.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = gradients[i]?.ToDense() is { } dense ? Shaped(dense, xs[i]) : null;
        return result;
    }

    /// <summary>
    /// As <see cref="Of(ReadOnlySpan{Symbol}, ReadOnlySpan{Symbol}, ReadOnlySpan{Symbol})"/>, but the gradient of a table that is only gathered from stays rows
    /// instead of becoming a table of its own.
    /// </summary>
    /// <param name="ys">The symbols to differentiate.</param>
    /// <param name="dys">The gradient of each y, of its type and shape; empty for ones.</param>
    /// <param name="xs">The symbols to differentiate with respect to.</param>
    /// <returns>One gradient each; null where no y depends on it.</returns>
    /// <exception cref="UnimplementedException">An op between has no gradient; the message names it and the layer that wrote it.</exception>
    /// <exception cref="ArgumentException">A symbol belongs to another graph, or a gradient of <paramref name="dys"/> does not fit its y.</exception>
    public static Gradient?[] WithRows(ReadOnlySpan<Symbol> ys, ReadOnlySpan<Symbol> dys, ReadOnlySpan<Symbol> xs)
    {
        if (ys.IsEmpty)
            throw new ArgumentException("Expected at least one symbol to differentiate, got none.", nameof(ys));
        if (!dys.IsEmpty && dys.Length != ys.Length)
            throw new ArgumentException($"Expected one gradient for each of the {ys.Length} symbols to differentiate, or none at all, got {dys.Length}.", nameof(dys));
        Graph graph = ys[0].Graph ?? throw new ArgumentException("A default Symbol belongs to no graph and cannot be differentiated.", nameof(ys));
        Require(graph, ys, ys[0], nameof(ys));
        Require(graph, xs, ys[0], nameof(xs));
        using Graph.Scope scope = graph.Use();
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

    /// <summary>Gives outputs a gradient of one's own: the operations between are not differentiated (<c>keras.ops.custom_gradient</c>).</summary>
    /// <param name="inputs">The symbols that the gradient flows to.</param>
    /// <param name="outputs">The symbols that were computed from them.</param>
    /// <param name="backward">
    /// Writes, from the gradients of the outputs (null where one is zero), those of the inputs (null for none). The ops that are written in it can be
    /// differentiated again.
    /// </param>
    /// <returns>The outputs, to be used instead of those given.</returns>
    /// <exception cref="ArgumentException">There is no output, or a symbol belongs to another graph.</exception>
    public static Symbol[] Define(ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs, Func<Symbol?[], Symbol?[]> backward)
    {
        ArgumentNullException.ThrowIfNull(backward);
        if (outputs.IsEmpty)
            throw new ArgumentException("Expected at least one output to define a gradient for, got none.", nameof(outputs));
        Symbol[] all = [.. outputs, .. inputs];
        Operation carrier = OperationBuilder.Create("IdentityN", "defined_gradient").Input(all).Build();
        carrier.Graph.Definitions.Add(carrier, new(inputs.ToArray(), outputs.Length, backward));
        return carrier.OutputList(0, outputs.Length);
    }

    /// <summary>The same value, which no gradient flows through.</summary>
    /// <param name="x">Any symbol.</param>
    public static Symbol StopGradient(Symbol x) => RawOps.StopGradient(x);

    private static Symbol Ones(Symbol y)
    {
        if (!DifferentiablePaths.Flows(y.DType))
            throw new ArgumentException($"{y} cannot be differentiated: expected floating-point or complex elements, got {y.DType.StandardName}.", nameof(y));
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
                throw new ArgumentException($"The symbol at {i} belongs to another graph than {y}, or to none.", parameter);
        }
    }
}
