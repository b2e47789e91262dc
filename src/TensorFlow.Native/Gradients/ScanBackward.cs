namespace TensorFlow;

/// <summary>Writes the way back of a loop.</summary>
internal static class ScanBackward
{
    /// <summary>The gradients that the backward loop starts from.</summary>
    /// <param name="Inputs">The loop's arguments: the number of rounds, the length, the first states, the sequences, the captures.</param>
    /// <param name="Kept">The states of all rounds that were kept.</param>
    /// <param name="Dys">The gradients of the last states and of the outputs.</param>
    /// <param name="KeptDys">The gradients of what was kept.</param>
    /// <param name="Needs">Which gradients of the states, the sequences and the captures are wanted.</param>
    public sealed record Start(Symbol[] Inputs, Symbol[] Kept, Symbol?[] Dys, Symbol?[] KeptDys, bool[] Needs);

    /// <summary>The gradients of the first states, the sequences and the captures.</summary>
    public static Symbol?[] Write(Graph graph, ScanLoop loop, Start start)
    {
        Symbol[] values = start.Inputs[2..];
        int states = loop.States, sequences = loop.Sequences;
        BackwardStep step = BackwardStep.Trace(
            loop,
            [.. start.Dys[states..].Select(d => d is not null)],
            [.. start.KeptDys.Select(d => d is not null)],
            start.Needs,
            graph);
        Dictionary<int, Symbol> stacks = loop.Kept.Zip(start.Kept).ToDictionary(p => p.First, p => p.Second);
        Symbol[] slices =
        [
            .. step.UsedStates.Select(s => stacks[s]),
            .. step.UsedSlices.Select(s => values[states + s]),
            .. step.UsedDys.Select(y => start.Dys[states + y]!.Value),
            .. step.UsedKeptDys.Select(k => start.KeptDys[k]!.Value),
        ];
        Symbol[] initial =
        [
            .. step.FlowingStates.Select(s => start.Dys[s] ?? RawOps.ZerosLike(values[s])),
            .. step.Accumulated.Select(c => RawOps.ZerosLike(values[states + sequences + c])),
        ];
        Symbol[] captures = values[(states + sequences)..];
        ScanLoop backward = new(step.Body, initial.Length, slices.Length, !loop.Reverse);
        Operation carrier = backward.Write(
            graph, [start.Inputs[0], start.Inputs[1], .. initial, .. slices, .. captures], Gradients.IsRecording);

        Symbol?[] result = new Symbol?[values.Length];
        for (int i = 0; i < step.FlowingStates.Length; i++)
            result[step.FlowingStates[i]] = carrier[i];
        for (int i = 0; i < step.Accumulated.Length; i++)
            result[states + sequences + step.Accumulated[i]] = carrier[step.FlowingStates.Length + i];
        int next = initial.Length;
        foreach (int slice in step.Sliced)
            result[states + slice] = carrier[next++];
        foreach ((int capture, int count) in step.Products)
        {
            List<Symbol> products = [];
            for (int i = 0; i < count; i++, next += 2)
                products.Add(RawOps.MatMul(Joined(carrier[next]), Joined(carrier[next + 1]), transposeA: true));
            result[states + sequences + capture] = products.Count == 1 ? products[0] : RawOps.AddN([.. products]);
        }

        return result;
    }

    // The rows of all rounds as one matrix.
    private static Symbol Joined(Symbol stack) =>
        RawOps.Reshape(stack, RawOps.Pack([stack.Graph.Constant(-1, DType.Int32), Shapes.Length(stack, 2)]));
}
