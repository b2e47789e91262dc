namespace TensorFlow;

/// <summary>One round of a loop's way back: computes the round anew from its states and slices and differentiates it.</summary>
internal sealed class BackwardStep
{
    private BackwardStep(FunctionBody body) => Body = body;

    /// <summary>
    /// From the gradients of the next states and the sums of the captures' gradients, then the used states, slices, outputs' gradients and
    /// kept states' gradients, then the captures, to the gradients of the states, the sums, the slices' gradients, and pairs of factors.
    /// </summary>
    public FunctionBody Body { get; }

    /// <summary>The states that gradients flow through.</summary>
    public required int[] FlowingStates { get; init; }

    /// <summary>The captures whose gradients are added up round by round.</summary>
    public required int[] Accumulated { get; init; }

    /// <summary>The captures whose gradient is one product after the loop, or a sum of several: of the rows of all rounds.</summary>
    public required (int Capture, int Count)[] Products { get; init; }

    /// <summary>The sequences that get gradients.</summary>
    public required int[] Sliced { get; init; }

    public required int[] UsedStates { get; init; }

    public required int[] UsedSlices { get; init; }

    public required int[] UsedDys { get; init; }

    public required int[] UsedKeptDys { get; init; }

    /// <summary>The round of all gradients.</summary>
    public static BackwardStep Everything(ScanLoop loop) => Trace(
        loop, [.. Enumerable.Repeat(true, loop.Results)], [], [.. Enumerable.Repeat(true, loop.Step.Inputs.Length)], null);

    /// <summary>Traces a round.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="dys">Which outputs have gradients.</param>
    /// <param name="keptDys">Which kept states have gradients.</param>
    /// <param name="needs">Which gradients of the states, the sequences and the captures are wanted.</param>
    /// <param name="keeper">The graph that the body is for.</param>
    public static BackwardStep Trace(ScanLoop loop, bool[] dys, bool[] keptDys, bool[] needs, Graph? keeper)
    {
        FunctionBody step = loop.Step;
        int states = loop.States, sequences = loop.Sequences;
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol[] inputs = [.. step.Inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        Symbol[] outputs = step.Write(graph, inputs, keep: true);
        int[] flowing = [.. Enumerable.Range(0, states).Where(s => Flows(step.Inputs[s].DType))];
        int[] given = [.. Enumerable.Range(0, dys.Length).Where(y => dys[y] && Flows(step.Outputs[states + y].DType))];
        Symbol[] dstates = [.. flowing.Select(s => graph.Placeholder(step.Outputs[s].DType, step.Outputs[s].Shape, "state_gradient"))];
        Symbol[] douts = [.. given.Select(
            y => graph.Placeholder(step.Outputs[states + y].DType, step.Outputs[states + y].Shape, "gradient"))];
        int[] wanted = [.. Enumerable.Range(0, inputs.Length).Where(i => Flows(step.Inputs[i].DType) && (i < states || needs[i]))];
        Symbol[] ys = [.. flowing.Select(s => outputs[s]), .. given.Select(y => outputs[states + y])];
        Symbol?[] gradients = ys.Length == 0 ? new Symbol?[wanted.Length]
            : Gradients.Of(ys, [.. dstates, .. douts], [.. wanted.Select(i => inputs[i])]);
        Dictionary<int, Symbol> found = [];
        for (int i = 0; i < wanted.Length; i++)
        {
            if (gradients[i] is { } gradient)
                found[wanted[i]] = gradient;
        }

        // What was kept of a state adds to its gradient.
        int[] addedKept = [.. Enumerable.Range(0, keptDys.Length).Where(k => keptDys[k] && Flows(step.Inputs[loop.Kept[k]].DType))];
        Symbol[] dkept = [.. addedKept.Select(
            k => graph.Placeholder(step.Inputs[loop.Kept[k]].DType, step.Inputs[loop.Kept[k]].Shape, "kept_gradient"))];
        for (int i = 0; i < addedKept.Length; i++)
        {
            int state = loop.Kept[addedKept[i]];
            found[state] = found.TryGetValue(state, out Symbol sum) ? sum + dkept[i] : dkept[i];
        }

        int[] captures = [.. wanted.Where(i => i >= states + sequences && found.ContainsKey(i))];
        Dictionary<int, (Symbol, Symbol)[]> factors = [];
        foreach (int capture in captures)
        {
            if (LoopProduct.Find(found[capture]) is { } pairs)
                factors[capture] = pairs;
        }

        int[] summed = [.. captures.Where(c => !factors.ContainsKey(c))];
        Symbol[] sums = [.. summed.Select(c => graph.Placeholder(step.Inputs[c].DType, step.Inputs[c].Shape, "sum"))];
        int[] sliced = [.. wanted.Where(i => i >= states && i < states + sequences && found.ContainsKey(i))];
        Symbol[] results =
        [
            .. flowing.Select((s, i) => found.TryGetValue(s, out Symbol d) ? d : RawOps.ZerosLike(dstates[i])),
            .. summed.Select((c, i) => sums[i] + found[c]),
            .. sliced.Select(s => found[s]),
            .. factors.Values.SelectMany(pairs => pairs.SelectMany(p => (Symbol[])[p.Item1, p.Item2])),
        ];
        graph.DetachDefinitions();
        if (keeper is not null)
            keeper.Handle.Keep(graph.Handle.AllFunctions);
        FunctionBody all = FunctionBody.Take(graph, [.. inputs, .. douts, .. dkept], results);
        int[] usedInputs = [.. Enumerable.Range(0, states + sequences).Where(all.Uses)];
        int[] usedDys = [.. Enumerable.Range(0, douts.Length).Where(i => all.Uses(inputs.Length + i))];
        Symbol[] ports =
        [
            .. dstates, .. sums, .. usedInputs.Select(i => inputs[i]),
                .. usedDys.Select(i => douts[i]), .. dkept, .. inputs[(states + sequences)..],
        ];
        return new(FunctionBody.Take(graph, ports, results))
        {
            FlowingStates = flowing,
            Accumulated = [.. summed.Select(c => c - states - sequences)],
            Products = [.. factors.Select(f => (f.Key - states - sequences, f.Value.Length))],
            Sliced = [.. sliced.Select(s => s - states)],
            UsedStates = [.. usedInputs.Where(i => i < states)],
            UsedSlices = [.. usedInputs.Where(i => i >= states).Select(i => i - states)],
            UsedDys = [.. usedDys.Select(i => given[i])],
            UsedKeptDys = addedKept,
        };
    }

    private static bool Flows(DType dtype) => dtype is not (DType.Variant or DType.Resource) && DifferentiablePaths.Flows(dtype);
}
