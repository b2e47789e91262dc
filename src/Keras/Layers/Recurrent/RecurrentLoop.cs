using TensorFlow;

namespace Keras.Layers;

/// <summary>Runs a cell over sequences, in the form that is fastest for it.</summary>
internal sealed class RecurrentLoop(CallContext context)
{
    /// <summary>The mask of the steps, boolean <c>[steps, batch]</c>; null for none.</summary>
    public Symbol? Mask { get; init; }

    public bool ReturnsSequence { get; init; }

    public bool ZeroOutputForMask { get; init; }

    public bool Unrolls { get; init; }

    /// <summary>Whether the first states are zeros, so that what comes before the first step that counts is 0 either way.</summary>
    public bool BeginsWithZeros { get; init; }

    /// <summary>Writes the steps.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="steps">The inputs, <c>[steps, batch, …]</c>, in the order of computation.</param>
    /// <param name="initial">The first states.</param>
    public RecurrentSequence Write(RNNCell cell, Symbol steps, Symbol[] initial) => cell switch
    {
        StackedRNNCells stacked => WriteStacked(stacked, steps, initial),
        RecurrentCell { ActivityRegularizer: null } known when IsBuiltIn(known) => WriteProjected(known, steps, initial),
        _ => WriteAny(cell, steps, initial),
    };

    private static bool IsBuiltIn(RecurrentCell cell) => cell.GetType().Assembly == typeof(RecurrentCell).Assembly;

    // Stacked cells are stacked layers: each runs over the whole sequence before the next.
    private RecurrentSequence WriteStacked(StackedRNNCells stacked, Symbol steps, Symbol[] initial)
    {
        List<Symbol> states = [];
        RecurrentSequence? result = null;
        int next = 0;
        foreach (RNNCell cell in stacked.Cells)
        {
            int count = cell.StateShapes.Count;
            bool isLast = cell == stacked.Cells[^1];
            RecurrentLoop loop = new(context)
            {
                Mask = Mask,
                ReturnsSequence = !isLast || ReturnsSequence,
                ZeroOutputForMask = isLast && ZeroOutputForMask,
                Unrolls = Unrolls,
                BeginsWithZeros = BeginsWithZeros,
            };
            result = loop.Write(cell, steps, initial[next..(next + count)]);
            states.AddRange(result.States);
            next += count;
            if (!isLast)
                steps = result.Sequence!.Value;
        }

        return result! with { States = [.. states] };
    }

    private RecurrentSequence WriteProjected(RecurrentCell cell, Symbol steps, Symbol[] initial)
    {
        using CellScope scope = new(cell);
        // A cell of a stack may compute in another type than the layer.
        initial = [.. initial.Select(s => s.Cast(cell.ComputeDType))];
        DropoutMasks masks = cell.MasksOf(StepShapes.At(steps, 0), initial, context);
        Symbol projected = cell.Project(steps.Cast(cell.ComputeDType), masks);
        Symbol? counts = Mask is { } mask ? StepShapes.Widened(mask, initial[0].Rank + 1) : null;
        Symbol? sequence;
        Symbol[] states;
        if (cell.FindSequenceKernel(masks) is { } kernel)
            (sequence, states) = kernel.Write(projected, cell.SequenceWeights(), initial, counts, ReturnsSequence);
        else
            (sequence, states) = Scan(cell, projected, masks, initial, counts);
        Symbol last = states[0];
        if (counts is { } known && (ZeroOutputForMask || !BeginsWithZeros))
        {
            // The output of steps before the first that counts is 0, whatever the first state is.
            Symbol shown = ZeroOutputForMask ? known : RawOps.Greater(
                RawOps.Cumsum(known.Cast(DType.Int32), known.Graph.Constant(0, DType.Int32)), known.Graph.Constant(0, DType.Int32));
            last = RawOps.SelectV2(shown[^1], last, last.Number(0));
            sequence = sequence is { } all ? RawOps.SelectV2(shown, all, all.Number(0)) : null;
        }

        return new(last, sequence, states);
    }

    private (Symbol? Sequence, Symbol[] States) Scan(
        RecurrentCell cell, Symbol projected, DropoutMasks masks, Symbol[] initial, Symbol? counts)
    {
        (Symbol[] states, Symbol[] outputs) = Ops.Scan(
            (before, slices) =>
            {
                Symbol[] next = cell.StepProjected(slices[0], before, masks);
                if (counts is not null)
                    next = [.. next.Zip(before, (after, b) => RawOps.SelectV2(slices[1], after, b))];
                return (next, ReturnsSequence ? [next[0]] : []);
            },
            initial,
            counts is { } mask ? [projected, mask] : [projected]);
        return (ReturnsSequence ? outputs[0] : null, states);
    }

    private RecurrentSequence WriteAny(RNNCell cell, Symbol steps, Symbol[] initial)
    {
        Symbol first = ZeroOutput(cell, steps, initial);
        int losses = 0;
        (Symbol[] Carry, Symbol[] Outputs) Step(Symbol[] before, Symbol[] slices)
        {
            CallContext inside = context.Inside();
            (Symbol output, IReadOnlyList<Symbol> next) = cell.Apply(slices[0], before[1..], inside);
            if (Mask is not null)
            {
                Symbol counts = slices[1];
                output = RawOps.SelectV2(StepShapes.Widened(counts, output.Rank),
                    output, ZeroOutputForMask ? Ops.ZerosLike(output) : before[0]);
                next = [.. next.Zip(before[1..], (after, b) => RawOps.SelectV2(StepShapes.Widened(counts, after.Rank), after, b))];
            }

            losses = inside.Losses.Count;
            return ([output, .. next], [.. ReturnsSequence ? [output] : (Symbol[])[], .. inside.Losses]);
        }

        Symbol[] sequences = Mask is { } mask ? [steps, mask] : [steps];
        (Symbol[] last, Symbol[] outputs) =
            Unrolls ? Unrolled(Step, [first, .. initial], sequences) : Ops.Scan(Step, [first, .. initial], sequences);
        foreach (Symbol loss in outputs[^losses..])
            context.AddLoss(Ops.Sum(loss));
        return new(last[0], ReturnsSequence ? outputs[0] : null, last[1..]);
    }

    private static (Symbol[] Carry, Symbol[] Outputs) Unrolled(
        Func<Symbol[], Symbol[], (Symbol[] Carry, Symbol[] Outputs)> step, Symbol[] carry, Symbol[] sequences)
    {
        List<Symbol[]> outputs = [];
        for (int i = 0; i < sequences[0].Shape[0]; i++)
        {
            (carry, Symbol[] slices) = step(carry, [.. sequences.Select(s => StepShapes.At(s, i))]);
            outputs.Add(slices);
        }

        return (carry, [.. Enumerable.Range(0, outputs[0].Length).Select(o => Ops.Stack([.. outputs.Select(s => s[o])]))]);
    }

    // A step written apart tells the output's shape.
    private static Symbol ZeroOutput(RNNCell cell, Symbol steps, Symbol[] initial)
    {
        Shape shape;
        DType dtype;
        using (Graph scratch = new())
        using (TraceContext trace = new(scratch))
        {
            Symbol x = scratch.Placeholder(steps.DType, steps.Shape[1..]);
            (Symbol output, _) = cell.Apply(x, [.. initial.Select(s => scratch.Placeholder(s.DType, s.Shape))], new CallContext());
            (shape, dtype) = (output.Shape, output.DType);
        }

        return StepShapes.Zeros(Ops.Shape(initial.Length > 0 ? initial[0] : steps[0], 0), shape[1..], dtype);
    }
}
