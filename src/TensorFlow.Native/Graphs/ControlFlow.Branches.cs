namespace TensorFlow;

/// <content>Branches.</content>
public static partial class ControlFlow
{
    /// <summary>Computes one of two branches.</summary>
    /// <param name="predicate">A boolean scalar.</param>
    /// <param name="inputs">The symbols that the branches get; they read others of the graph around, too.</param>
    /// <param name="then">The outputs if it is true.</param>
    /// <param name="otherwise">The outputs if it is false, of the same types.</param>
    /// <param name="name">The beginning of the functions' names.</param>
    /// <exception cref="ArgumentException">The branches return different numbers or types of outputs.</exception>
    public static Symbol[] If(
        Symbol predicate, ReadOnlySpan<Symbol> inputs, Func<Symbol[], Symbol[]> then, Func<Symbol[], Symbol[]> otherwise, string name =
            "branch")
    {
        Graph graph = Host([predicate, .. inputs]);
        using TracedBody thenBody = TracedBody.Trace(graph, Specs(inputs), then);
        using TracedBody otherwiseBody = TracedBody.Trace(graph, Specs(inputs), otherwise);
        RequireAlike(name, thenBody, otherwiseBody);
        Symbol[] captured = TracedBody.CapturedBy(thenBody, otherwiseBody);
        using Function thenFunction = thenBody.ToFunction(name + "_then", captured);
        using Function otherwiseFunction = otherwiseBody.ToFunction(name + "_else", captured);
        graph.Import(thenFunction);
        graph.Import(otherwiseFunction);
        return new OperationBuilder(graph, "If", null)
            .Input(predicate)
            .Input([.. inputs, .. captured])
            .Attribute("Tout", [.. thenFunction.Outputs.Select(o => o.DType)])
            .Attribute("then_branch", (FunctionReference)thenFunction)
            .Attribute("else_branch", (FunctionReference)otherwiseFunction)
            .Attribute(LowerToSwitches, true)
            .Attribute("output_shapes", CommonShapes(thenFunction, otherwiseFunction))
            .Build()
            .Outputs;
    }

    /// <summary>Computes one of several branches.</summary>
    /// <param name="index">Which, from 0: an int32 scalar. Another number takes the last one.</param>
    /// <param name="inputs">The symbols that the branches get; they read others of the graph around, too.</param>
    /// <param name="branches">The branches, whose outputs have the same types.</param>
    /// <param name="name">The beginning of the functions' names.</param>
    /// <exception cref="ArgumentException">There is no branch, or the branches return different numbers or types of outputs.</exception>
    public static Symbol[] Case(
        Symbol index, ReadOnlySpan<Symbol> inputs, IReadOnlyList<Func<Symbol[], Symbol[]>> branches, string name = "branch")
    {
        if (branches.Count == 0)
            throw new ArgumentException("Expected at least one branch, got none.", nameof(branches));
        Graph graph = Host([index, .. inputs]);
        List<TracedBody> bodies = [];
        List<Function> functions = [];
        try
        {
            foreach (Func<Symbol[], Symbol[]> branch in branches)
                bodies.Add(TracedBody.Trace(graph, Specs(inputs), branch));
            foreach (TracedBody body in bodies)
                RequireAlike(name, bodies[0], body);
            Symbol[] captured = TracedBody.CapturedBy([.. bodies]);
            for (int i = 0; i < bodies.Count; i++)
            {
                functions.Add(bodies[i].ToFunction($"{name}_{i}", captured));
                graph.Import(functions[i]);
            }

            return new OperationBuilder(graph, "Case", null)
                .Input(index)
                .Input([.. inputs, .. captured])
                .Attribute("Tout", [.. functions[0].Outputs.Select(o => o.DType)])
                .Attribute("branches", [.. functions.Select(f => (FunctionReference)f)])
                .Attribute(LowerToSwitches, true)
                .Attribute("output_shapes", CommonShapes([.. functions]))
                .Build()
                .Outputs;
        }
        finally
        {
            foreach (Function function in functions)
                function.Dispose();
            foreach (TracedBody body in bodies)
                body.Dispose();
        }
    }

    private static void RequireAlike(string name, TracedBody first, TracedBody other) =>
        Require(name, "outputs", Specs(other.Outputs), [.. first.Outputs.Select(o => new TensorSpec(o.DType, Shape.Unknown))]);

    private static Shape[] CommonShapes(params ReadOnlySpan<Function> functions)
    {
        Shape[] shapes = [.. functions[0].Outputs.Select(o => o.Shape)];
        foreach (Function function in functions)
        {
            for (int i = 0; i < shapes.Length; i++)
                shapes[i] = shapes[i] == function.Outputs[i].Shape ? shapes[i] : Shape.Unknown;
        }

        return shapes;
    }
}
