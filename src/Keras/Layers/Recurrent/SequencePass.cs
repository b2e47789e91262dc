using TensorFlow;

namespace Keras.Layers;

/// <summary>The forward loop and the backward loop of a <see cref="SequenceKernel"/>.</summary>
/// <param name="kernel">The steps.</param>
/// <param name="weightCount">The number of weights.</param>
/// <param name="mask">The mask of the steps, boolean <c>[steps, batch, 1]</c>; null for none.</param>
/// <param name="returnsSequence">Whether the outputs of all steps are returned.</param>
internal sealed class SequencePass(SequenceKernel kernel, int weightCount, Symbol? mask, bool returnsSequence)
{
    /// <summary>The results of the loop.</summary>
    /// <param name="Outputs">The outputs of all steps where they are returned, and the last states.</param>
    /// <param name="States">The states before the first step and after each, <c>[steps + 1, …]</c>; none where nothing is kept.</param>
    /// <param name="Kept">The values of each step that the backward loop needs; none where nothing is kept.</param>
    public sealed record Results(Symbol[] Outputs, Symbol[] States, Symbol[] Kept);

    /// <summary>Writes the loop.</summary>
    /// <param name="inputs">The projections, the weights and the first states.</param>
    /// <param name="keeps">Whether what the backward loop needs is kept.</param>
    public Results Forward(Symbol[] inputs, bool keeps)
    {
        Symbol projected = inputs[0];
        Symbol[] weights = inputs[1..(1 + weightCount)], initial = inputs[(1 + weightCount)..];
        Symbol steps = Ops.Shape(projected, 0);
        int stateStacks = keeps ? initial.Length : returnsSequence ? 1 : 0;
        TensorSpec[] gates = keeps ? Gates(projected, weights, initial) : [];
        StackLoop loop = new(projected.Graph, steps)
        {
            States = initial,
            Stacks = [.. initial.Take(stateStacks).Select(s => new TensorSpec(s.DType, s.Shape)), .. gates],
            Sequences = mask is { } m ? [projected, m] : [projected],
            Constants = weights,
        };
        loop.Write((index, states, slices, constants, put) =>
        {
            (Symbol[] next, Symbol[] kept) = kernel.Forward(slices[0], constants, states);
            if (mask is not null)
                next = [.. next.Zip(states, (after, before) => RawOps.SelectV2(slices[1], after, before))];
            for (int i = 0; i < stateStacks; i++)
                put(i, index, next[i]);
            for (int i = 0; i < gates.Length; i++)
                put(stateStacks + i, index, kept[i]);
            return next;
        });
        Symbol[] all = loop.StackResults;
        return new(
            returnsSequence ? [all[0], .. loop.StateResults] : loop.StateResults,
            keeps ? all[..stateStacks] : [],
            all[stateStacks..]);
    }

    /// <summary>Writes the gradients of the inputs.</summary>
    /// <param name="inputs">The projections, the weights and the first states.</param>
    /// <param name="results">The values that the loop kept; null where none were kept, and the loop is written again.</param>
    /// <param name="dys">The gradients of the outputs; null for zero.</param>
    public Symbol?[] Gradient(Symbol[] inputs, Results? results, Symbol?[] dys)
    {
        int[] given = [.. Enumerable.Range(0, dys.Length).Where(i => dys[i] is not null)];
        if (given.Length == 0)
            return new Symbol?[inputs.Length];
        Symbol[] gradients = [.. given.Select(i => dys[i]!.Value)];
        Symbol[] found = Backward(inputs, results ?? Forward(inputs, keeps: true), dys);
        Symbol[] all = [.. inputs, .. gradients];
        return [.. Gradients.Define(all, found, ddys => Second(all, inputs.Length, given, dys.Length, ddys))];
    }

    private Symbol[] Backward(Symbol[] inputs, Results results, Symbol?[] dys)
    {
        Symbol projected = inputs[0];
        Symbol[] weights = inputs[1..(1 + weightCount)], initial = inputs[(1 + weightCount)..];
        Symbol? sequence = returnsSequence ? dys[0] : null;
        Symbol?[] last = returnsSequence ? dys[1..] : dys;
        Symbol[] before = [.. results.States.Zip(initial, (after, first) => Ops.Concatenate([Ops.ExpandDims(first, 0), After(after)]))];
        Symbol[] constants = kernel.ForBackward(weights);
        int states = initial.Length, keeps = results.Kept.Length;
        List<Symbol> sequences = [.. results.Kept, .. before, .. results.States];
        if (sequence is { } dy)
            sequences.Add(dy);
        if (mask is { } m)
            sequences.Add(m);
        StackLoop loop = new(projected.Graph, Ops.Shape(projected, 0))
        {
            Backwards = true,
            States = [.. last.Zip(initial, (d, first) => d ?? Ops.ZerosLike(first))],
            Stacks = Stacked(projected, weights, initial, constants),
            Sequences = [.. sequences],
            Constants = constants,
        };
        loop.Write((index, flowing, slices, weightsBack, put) =>
        {
            Symbol[] gradients = [.. flowing];
            if (sequence is not null)
                gradients[0] += slices[keeps + (2 * states)];
            Symbol[] passed = [];
            if (mask is not null)
            {
                Symbol counts = slices[^1];
                passed = [.. gradients.Select(d => RawOps.SelectV2(counts, d.Number(0), d))];
                gradients = [.. gradients.Select(d => RawOps.SelectV2(counts, d, d.Number(0)))];
            }

            SequenceKernel.BackwardStep step = kernel.Backward(
                slices[..keeps], slices[keeps..(keeps + states)], slices[(keeps + states)..(keeps + (2 * states))], gradients, weightsBack);
            for (int i = 0; i < step.Stacked.Length; i++)
                put(i, index, step.Stacked[i]);
            return passed.Length == 0 ? step.States : [.. step.States.Zip(passed, (d, p) => d + p)];
        });
        (Symbol dProjected, Symbol[] dWeights) = kernel.Finish(loop.StackResults, before[0], weights);
        return [dProjected, .. dWeights, .. loop.StateResults];
    }

    /// <summary>The second derivatives, from the plain form of the layer.</summary>
    private Symbol?[] Second(Symbol[] all, int inputCount, int[] given, int outputs, Symbol?[] ddys)
    {
        int[] wanted = [.. Enumerable.Range(0, ddys.Length).Where(i => ddys[i] is not null)];
        if (wanted.Length == 0)
            return new Symbol?[all.Length];
        // Differentiation is by symbols of the graph that is being written.
        Symbol[] local = [.. all.Select(s => RawOps.Identity(s))];
        Symbol? localMask = mask is { } m ? RawOps.Identity(m) : null;
        Symbol[] plain = Plain(local[..inputCount], localMask);
        Symbol?[] first = Gradients.Of([.. given.Select(i => plain[i])], local.AsSpan(inputCount), local.AsSpan(0, inputCount));
        int[] flowing = [.. wanted.Where(i => first[i] is not null)];
        return flowing.Length == 0
            ? new Symbol?[all.Length]
            : Gradients.Of([.. flowing.Select(i => first[i]!.Value)], [.. flowing.Select(i => ddys[i]!.Value)], local);
    }

    /// <summary>The layer as a scan, which has derived gradients of any order.</summary>
    private Symbol[] Plain(Symbol[] inputs, Symbol? counts)
    {
        Symbol[] weights = inputs[1..(1 + weightCount)], initial = inputs[(1 + weightCount)..];
        (Symbol[] states, Symbol[] outputs) = ControlFlow.Scan(
            (before, slices) =>
            {
                (Symbol[] next, _) = kernel.Forward(slices[0], weights, before);
                if (counts is not null)
                    next = [.. next.Zip(before, (after, b) => RawOps.SelectV2(slices[1], after, b))];
                return (next, returnsSequence ? [next[0]] : []);
            },
            initial,
            counts is { } mask ? [inputs[0], mask] : [inputs[0]]);
        return [.. outputs, .. states];
    }

    // The states but the last along the first axis.
    private static Symbol After(Symbol states) => states[..^1];

    private TensorSpec[] Gates(Symbol projected, Symbol[] weights, Symbol[] initial) =>
        Specs(scratch => kernel.Forward(scratch(Slice(projected)), [.. weights.Select(w => scratch(Spec(w)))],
            [.. initial.Select(s => scratch(Spec(s)))]).Kept);

    private TensorSpec[] Stacked(Symbol projected, Symbol[] weights, Symbol[] initial, Symbol[] constants)
    {
        TensorSpec[] kept = Gates(projected, weights, initial);
        return Specs(scratch =>
        {
            Symbol[] States() => [.. initial.Select(s => scratch(Spec(s)))];
            return kernel.Backward([.. kept.Select(scratch)], States(), States(),
                States(), [.. constants.Select(c => scratch(Spec(c)))]).Stacked;
        });
    }

    private static TensorSpec[] Specs(Func<Func<TensorSpec, Symbol>, Symbol[]> write)
    {
        using Graph scratch = new();
        using Graph.Scope scope = scratch.Use();
        return [.. write(s => scratch.Placeholder(s.DType, s.Shape)).Select(Spec)];
    }

    private static TensorSpec Spec(Symbol s) => new(s.DType, s.Shape);

    private static TensorSpec Slice(Symbol s) => new(s.DType, s.Shape[1..]);
}
