namespace TensorFlow;

/// <summary>Loops and branches inside a graph.</summary>
public static class ControlFlow
{
    // Makes the loop part of its caller's graph instead of a call per round (common_runtime/lower_functional_ops): a third faster here.
    private const string LowerToSwitches = "_lower_using_switch_merge";

    /// <summary>Repeats <paramref name="body"/> while <paramref name="condition"/> holds.</summary>
    /// <param name="initial">The values that the loop begins with.</param>
    /// <param name="condition">From the values, whether to go on: a bool scalar.</param>
    /// <param name="body">From the values, the next values, of the same types and shapes. It sees only its own symbols.</param>
    /// <param name="name">What the functions' names begin with.</param>
    /// <returns>The last values.</returns>
    public static Symbol[] While(ReadOnlySpan<Symbol> initial, Func<Symbol[], Symbol> condition, Func<Symbol[], Symbol[]> body, string name = "loop")
    {
        TensorSpec[] specs = LoopSpecs(initial);
        using Function bodyFunction = Function.Trace(name + "_body", specs, body);
        using Function conditionFunction = Function.Trace(name + "_condition", specs, values => [condition(values)]);
        return While(initial, conditionFunction, bodyFunction);
    }

    /// <summary>Repeats one function while another returns true.</summary>
    /// <param name="initial">The values that the loop begins with.</param>
    /// <param name="condition">From the values, whether to go on: a bool scalar.</param>
    /// <param name="body">From the values, the next values, of the same types and shapes.</param>
    /// <returns>The last values.</returns>
    /// <exception cref="ArgumentException">The functions do not take or return what a loop over these values needs.</exception>
    public static Symbol[] While(ReadOnlySpan<Symbol> initial, Function condition, Function body)
    {
        TensorSpec[] specs = LoopSpecs(initial);
        Require(condition, "inputs", condition.Inputs, specs);
        Require(condition, "outputs", condition.Outputs, [new(DType.Bool, Shape.Scalar)]);
        Require(body, "inputs", body.Inputs, specs);
        Require(body, "outputs", body.Outputs, specs);
        Graph graph = initial[0].Graph;
        graph.Import(condition);
        graph.Import(body);
        return new OperationBuilder(graph, "While", null)
            .Input(initial)
            .Attribute("cond", (FunctionReference)condition)
            .Attribute("body", (FunctionReference)body)
            .Attribute("output_shapes", [.. body.Outputs.Select(o => o.Shape)])
            .Attribute(LowerToSwitches, true)
            .Build()
            .Outputs;
    }

    /// <summary>Computes one of two branches.</summary>
    /// <param name="predicate">A bool scalar.</param>
    /// <param name="inputs">The symbols that the branches see.</param>
    /// <param name="then">The outputs if it is true.</param>
    /// <param name="otherwise">The outputs if it is false, of the same types.</param>
    /// <param name="name">What the functions' names begin with.</param>
    public static Symbol[] If(
        Symbol predicate, ReadOnlySpan<Symbol> inputs, Func<Symbol[], Symbol[]> then, Func<Symbol[], Symbol[]> otherwise, string name = "branch")
    {
        TensorSpec[] specs = Specs(inputs);
        using Function thenFunction = Function.Trace(name + "_then", specs, then);
        using Function otherwiseFunction = Function.Trace(name + "_else", specs, otherwise);
        Require(otherwiseFunction, "outputs", otherwiseFunction.Outputs, [.. thenFunction.Outputs.Select(o => new TensorSpec(o.DType, Shape.Unknown))]);
        predicate.Graph.Import(thenFunction);
        predicate.Graph.Import(otherwiseFunction);
        return new OperationBuilder(predicate.Graph, "If", null)
            .Input(predicate)
            .Input(inputs)
            .Attribute("Tout", [.. thenFunction.Outputs.Select(o => o.DType)])
            .Attribute("then_branch", (FunctionReference)thenFunction)
            .Attribute("else_branch", (FunctionReference)otherwiseFunction)
            .Attribute(LowerToSwitches, true)
            .Attribute("output_shapes", [.. thenFunction.Outputs.Zip(otherwiseFunction.Outputs).Select(p => p.First.Shape == p.Second.Shape ? p.First.Shape : Shape.Unknown)])
            .Build()
            .Outputs;
    }

    private static void Require(Function function, string what, IReadOnlyList<TensorSpec> actual, TensorSpec[] expected)
    {
        bool fits = actual.Count == expected.Length
            && actual.Zip(expected).All(p => p.First.DType == p.Second.DType && p.First.Shape.IsCompatibleWith(p.Second.Shape));
        if (!fits)
            throw new ArgumentException($"The {what} of '{function.Name}' must be ({string.Join(", ", expected.AsEnumerable())}), got ({string.Join(", ", actual)}).", nameof(function));
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
}
