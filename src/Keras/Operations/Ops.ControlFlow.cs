using TensorFlow;

namespace Keras;

/// <content>
/// Loops and branches (<c>keras.ops.core</c>). Bodies read symbols and weights of the function around them, may assign weights, and all
/// have gradients of any order.
/// </content>
public static partial class Ops
{
    /// <summary>
    /// Goes through a sequence along its first axis: each round takes the carry and a slice, and gives the next carry and a slice of the
    /// output.
    /// </summary>
    /// <param name="f">From the carry and a slice to the next carry, of the same shape, and the output's slice.</param>
    /// <param name="init">The first carry.</param>
    /// <param name="xs">The sequence, <c>[steps, …]</c>.</param>
    /// <param name="reverse">Whether the last slice comes first; outputs keep the places of the slices. Default: false.</param>
    /// <returns>The last carry, and the outputs <c>[steps, …]</c>.</returns>
    public static (Symbol Carry, Symbol Outputs) Scan(
        Func<Symbol, Symbol, (Symbol Carry, Symbol Output)> f, Symbol init, Symbol xs, bool reverse = false)
    {
        (Symbol[] carry, Symbol[] outputs) = Scan(
            (states, slices) =>
            {
                (Symbol next, Symbol output) = f(states[0], slices[0]);
                return ([next], [output]);
            },
            [init],
            [xs],
            reverse: reverse);
        return (carry[0], outputs[0]);
    }

    /// <summary>Scans several sequences along their first axes with several carries.</summary>
    /// <param name="f">From the carries and the slices to the next carries, of the same shapes, and the outputs' slices.</param>
    /// <param name="init">The first carries.</param>
    /// <param name="xs">The sequences, of one length; none for <paramref name="length"/> rounds.</param>
    /// <param name="length">The number of rounds; null for the length of the sequences.</param>
    /// <param name="reverse">Whether the last slices come first; outputs keep the places of the slices. Default: false.</param>
    /// <returns>The last carries, and the outputs.</returns>
    /// <exception cref="ArgumentException">There are neither sequences nor a length, or a carry's type or shape changes.</exception>
    public static (Symbol[] Carry, Symbol[] Outputs) Scan(
        Func<Symbol[], Symbol[], (Symbol[] Carry, Symbol[] Outputs)> f,
        ReadOnlySpan<Symbol> init,
        ReadOnlySpan<Symbol> xs,
        int? length = null,
        bool reverse = false)
    {
        Symbol[] initial = init.ToArray(), sequences = xs.ToArray();
        int outputCount = 0;
        Symbol[] results = BodyWeights.Write(weights =>
        {
            Symbol? rounds = length is { } count ? Graph.Current.Constant(count, DType.Int32) : null;
            (Symbol[] states, Symbol[] outputs) = ControlFlow.Scan(
                (states, slices) =>
                {
                    (Symbol[] all, Symbol[] assigned) = weights.Run(states.AsSpan(initial.Length), () =>
                    {
                        (Symbol[] next, Symbol[] outputs) = f(states[..initial.Length], slices);
                        outputCount = outputs.Length;
                        return [.. next, .. outputs];
                    });
                    return ([.. all[..^outputCount], .. assigned], all[^outputCount..]);
                },
                [.. initial, .. weights.Initial],
                sequences,
                rounds,
                reverse);
            return [.. states[..initial.Length], .. outputs, .. states[initial.Length..]];
        });
        return (results[..initial.Length], results[initial.Length..]);
    }

    /// <summary>Repeats a body while a condition holds.</summary>
    /// <param name="cond">From the values, whether to go on: a boolean scalar.</param>
    /// <param name="body">From the values, the next values, of the same types and shapes.</param>
    /// <param name="loopVars">The values that the loop begins with.</param>
    /// <param name="maximumIterations">
    /// The largest number of rounds; null for no bound. XLA compiles the gradient of a loop only with a bound: without one,
    /// <see cref="JitCompile.Auto"/> leaves a training step to the ordinary kernels, and <see cref="JitCompile.On"/> refuses it.
    /// </param>
    /// <returns>The last values.</returns>
    public static Symbol[] WhileLoop(
        Func<Symbol[], Symbol> cond, Func<Symbol[], Symbol[]> body, ReadOnlySpan<Symbol> loopVars, int? maximumIterations = null)
    {
        Symbol[] initial = loopVars.ToArray();
        return BodyWeights.Write(weights => ControlFlow.While(
            [.. initial, .. weights.Initial],
            v => Condition(weights.Run(v.AsSpan(initial.Length), () => [cond(v[..initial.Length])]).Outputs[0], "WhileLoop"),
            v =>
            {
                (Symbol[] next, Symbol[] assigned) = weights.Run(v.AsSpan(initial.Length), () => body(v[..initial.Length]));
                return [.. next, .. assigned];
            },
            "while_loop",
            maximumIterations));
    }

    private static Symbol Condition(Symbol value, string name) => value.DType == DType.Bool && value.Rank <= 0
        ? value
        : throw new ArgumentException(
            $"{name}: expected a boolean scalar as the condition, got {value.DType.StandardName} {value.Shape}; compare, as in x > 0, and "
            + "reduce with Any or All.");

    /// <summary>Repeats a body for the integers from a lower bound up to an upper one, which is excluded.</summary>
    /// <param name="lower">The first number.</param>
    /// <param name="upper">The number after the last.</param>
    /// <param name="bodyFun">From the number (an int32 scalar) and the value, the next value, of the same type and shape.</param>
    /// <param name="initVal">The first value.</param>
    /// <returns>The last value.</returns>
    public static Symbol ForiLoop(int lower, int upper, Func<Symbol, Symbol, Symbol> bodyFun, Symbol initVal)
    {
        if (upper <= lower)
            return initVal;
        using Tensor numbers = Tensor.Create<int>([.. Enumerable.Range(lower, upper - lower)]);
        return Scan((states, slices) => ([bodyFun(slices[0], states[0])], []), [initVal], [initVal.Graph.Constant(numbers)]).Carry[0];
    }

    /// <summary>Computes one of two branches.</summary>
    /// <param name="pred">A boolean scalar.</param>
    /// <param name="trueFn">The outputs if it is true.</param>
    /// <param name="falseFn">The outputs if it is false, of the same types.</param>
    /// <exception cref="ArgumentException">The condition is no boolean scalar.</exception>
    public static Symbol[] Cond(Symbol pred, Func<Symbol[]> trueFn, Func<Symbol[]> falseFn) => BodyWeights.Write(weights => ControlFlow.If(
        Condition(pred, "Cond"),
        weights.Initial,
        v => Joined(weights.Run(v, trueFn)),
        v => Joined(weights.Run(v, falseFn)),
        "cond"));

    /// <inheritdoc cref="Cond(Symbol, Func{Symbol[]}, Func{Symbol[]})"/>
    public static Symbol Cond(Symbol pred, Func<Symbol> trueFn, Func<Symbol> falseFn) => Cond(pred, () => [trueFn()], () => [falseFn()])[0];

    /// <summary>Computes one of several branches.</summary>
    /// <param name="index">Which, from 0: an int32 scalar, moved into the range of the branches.</param>
    /// <param name="branches">The branches, whose outputs have the same types.</param>
    /// <param name="operands">The symbols that the branches get.</param>
    public static Symbol[] Switch(Symbol index, IReadOnlyList<Func<Symbol[], Symbol[]>> branches, params ReadOnlySpan<Symbol> operands)
    {
        Symbol[] given = operands.ToArray();
        Symbol which = Maximum(Minimum(Cast(index, DType.Int32), branches.Count - 1), 0);
        return BodyWeights.Write(weights => ControlFlow.Case(
            which,
            [.. given, .. weights.Initial],
            [.. branches.Select(b => (Func<Symbol[], Symbol[]>)(
                v => Joined(weights.Run(v.AsSpan(given.Length), () => b(v[..given.Length])))))],
            "switch"));
    }

    /// <summary>Applies a function to each slice along the first axis, one after another.</summary>
    /// <param name="f">The function of a slice.</param>
    /// <param name="xs">The slices, <c>[steps, …]</c>.</param>
    /// <returns>The results, <c>[steps, …]</c>.</returns>
    public static Symbol Map(Func<Symbol, Symbol> f, Symbol xs) => Scan((_, slices) => ([], [f(slices[0])]), [], [xs]).Outputs[0];

    /// <summary>
    /// Applies a function to each slice along the first axis (<c>keras.ops.vectorized_map</c>). The slices go through one compiled loop, as
    /// with <see cref="Map"/>; a function that is written on the whole batch is faster.
    /// </summary>
    /// <param name="function">The function of a slice.</param>
    /// <param name="elements">The slices, <c>[steps, …]</c>.</param>
    /// <returns>The results, <c>[steps, …]</c>.</returns>
    public static Symbol VectorizedMap(Func<Symbol, Symbol> function, Symbol elements) => Map(function, elements);

    /// <summary>Applies a function to each slice of several symbols along their first axes.</summary>
    /// <param name="function">The function of a slice of each.</param>
    /// <param name="elements">The slices, <c>[steps, …]</c> each.</param>
    /// <returns>The results, <c>[steps, …]</c>.</returns>
    /// <exception cref="ArgumentException">There are no symbols.</exception>
    public static Symbol VectorizedMap(Func<Symbol[], Symbol> function, ReadOnlySpan<Symbol> elements) =>
        Scan((_, slices) => ([], [function(slices)]), [], elements).Outputs[0];

    /// <summary>
    /// All partial results of an associative function along an axis: the first element, the first two combined, the first three, … in about
    /// 2·log₂(n) rounds, each of them in parallel.
    /// </summary>
    /// <param name="f">Combines two lists of slices of equal length, element by element; must be associative.</param>
    /// <param name="elems">The elements.</param>
    /// <param name="reverse">Whether the partial results begin at the end. Default: false.</param>
    /// <param name="axis">The axis, whose length must be known. Default: 0.</param>
    /// <exception cref="ShapeException">The length of the axis is not known, or the function returns another shape.</exception>
    public static Symbol AssociativeScan(Func<Symbol, Symbol, Symbol> f, Symbol elems, bool reverse = false, int axis = 0)
    {
        int position = axis < 0 ? axis + elems.Rank : axis;
        if (elems.Rank < 1 || position < 0 || position >= elems.Rank || elems.Shape[position] < 0)
            throw new ShapeException($"AssociativeScan: expected an axis {axis} of known length, got {elems.Shape}.");
        Symbol axes = elems.Graph.Constant([position]);
        Symbol forward = reverse ? RawOps.ReverseV2(elems, axes) : elems;
        Symbol result = Partial(f, forward, position);
        return reverse ? RawOps.ReverseV2(result, axes) : result;
    }

    // Pairs are combined, scanned, and combined with the elements between (Blelloch, 1990).
    private static Symbol Partial(Func<Symbol, Symbol, Symbol> f, Symbol elements, int axis)
    {
        Symbol Combined(Symbol left, Symbol right) => f(left, right) is var both && left.Shape.IsCompatibleWith(both.Shape)
            ? both
            : throw new ShapeException(
                $"AssociativeScan: expected the function to return {left.Shape}, the shape of both its arguments, got {both.Shape}; "
                + "combine them element by element.");
        int count = (int)elements.Shape[axis];
        if (count < 2)
            return elements;
        Symbol Every(Symbol x, int start, int end, int step)
        {
            int rank = x.Rank;
            int[] begin = new int[rank], stop = new int[rank], strides = [.. Enumerable.Repeat(1, rank)];
            (begin[axis], stop[axis], strides[axis]) = (start, end, step);
            long others = ((1L << rank) - 1) & ~(1L << axis);
            Graph graph = x.Graph;
            return RawOps.StridedSlice(
                x, graph.Constant(begin), graph.Constant(stop), graph.Constant(strides), beginMask: others, endMask: others);
        }

        Symbol odd = Partial(f, Combined(Every(elements, 0, count - 1, 2), Every(elements, 1, count, 2)), axis);
        int pairs = count / 2;
        Symbol first = Every(elements, 0, 1, 1);
        int between = ((count + 1) / 2) - 1;
        Symbol even = between == 0 ? first : Concatenate([first, Combined(Every(odd, 0, between, 1), Every(elements, 2, count, 2))], axis);

        // Even and odd places in turn.
        Symbol padded = pairs == between + 1 ? odd : Concatenate([odd, Every(first, 0, 1, 1)], axis);
        Symbol both = RawOps.Pack([even, padded], axis + 1);
        int[] shape = [.. even.Shape.Select((d, i) => i == axis ? 2 * (between + 1) : (int)d)];
        Symbol joined = RawOps.Reshape(both, elements.Graph.Constant(shape));
        return Every(joined, 0, count, 1);
    }

    private static Symbol[] Joined((Symbol[] Outputs, Symbol[] Weights) body) => [.. body.Outputs, .. body.Weights];
}
