using TensorFlow;

namespace Keras.Layers;

/// <content>Calls, with initial states or without.</content>
public partial class RNN
{
    /// <summary>Calls the layer on Keras tensors.</summary>
    /// <param name="sequences">The sequences, <c>[batch, steps, …]</c>.</param>
    /// <param name="initialState">The initial states; null for zeros.</param>
    /// <param name="mask">
    /// The mask of the steps, boolean <c>[batch, steps]</c>; false steps are skipped. Default: the mask that comes with the sequences; as
    /// in Keras, none where initial states are given.
    /// </param>
    /// <param name="training">Whether the call trains or infers, whatever the model does. Default: as the model.</param>
    /// <returns>The output, then the last states where <see cref="ReturnState"/> is set.</returns>
    /// <exception cref="ShapeException">The sequences, the states or the mask do not fit.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(
        KerasTensor sequences, IReadOnlyList<KerasTensor>? initialState, KerasTensor? mask = null, bool? training = null) =>
        Record(RecurrentCall.Arguments(sequences, initialState, mask, training));

    /// <summary>Calls a layer of one output on Keras tensors.</summary>
    /// <returns>The output.</returns>
    /// <inheritdoc cref="ApplyAll(KerasTensor, IReadOnlyList{KerasTensor}?, KerasTensor?, bool?)"/>
    /// <exception cref="InvalidOperationException">The layer returns its states, too.</exception>
    public KerasTensor Apply(KerasTensor sequences, IReadOnlyList<KerasTensor>? initialState,
        KerasTensor? mask = null, bool? training = null) =>
        RecurrentCall.Single(ApplyAll(sequences, initialState, mask, training), this);

    /// <summary>Writes the layer into the function of this thread.</summary>
    /// <param name="sequences">The sequences, <c>[batch, steps, …]</c>.</param>
    /// <param name="initialState">The initial states; null for zeros.</param>
    /// <param name="context">The context of the call: the mode, losses and masks.</param>
    /// <param name="mask">
    /// The mask of the steps, boolean <c>[batch, steps]</c>; false steps are skipped. Default: the mask that comes with the sequences; as
    /// in Keras, none where initial states are given.
    /// </param>
    /// <returns>The output, then the last states where <see cref="ReturnState"/> is set.</returns>
    /// <exception cref="ShapeException">The sequences, the states or the mask do not fit.</exception>
    public IReadOnlyList<Symbol> ApplyAll(Symbol sequences, IReadOnlyList<Symbol>? initialState,
        CallContext context, Symbol? mask = null) =>
        Execute(RecurrentCall.Arguments(sequences, initialState, mask).For(CallParameters), context);

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        // In files of Keras 2 the states stand behind the sequences.
        IReadOnlyList<Symbol> inputs = arguments.Tensors(CallParameters[0]), given =
            [.. inputs.Skip(1), .. arguments.Tensors("initial_state")];
        Symbol sequences = inputs[0];
        RequireSequences(sequences.Shape);
        if (unroll && sequences.Shape[1] < 0)
            throw new ShapeException(
                $"{ClassName} '{Name}': expected a known number of steps to unroll, got {sequences.Shape}; give the input's time axis a "
                + "length.");
        if (StateBatchSize is { } kept && sequences.Shape[0] >= 0 && sequences.Shape[0] != kept)
            throw PartialBatch($"{sequences.Shape}");

        RecurrentSequence result =
            Write(sequences, given, given.Count == 0 || arguments.Has("mask") ? MaskOf(sequences, context) : null, context);
        DType dtype = ComputeDType;
        if (isStateful)
        {
            foreach ((Weight weight, Symbol state) in states.Zip(result.States))
                weight.Assign(state);
        }

        Symbol output = (returnSequences ? StepShapes.Swapped(result.Sequence!.Value) : result.Last).Cast(dtype);
        return returnState ? [output, .. result.States.Select(s => s.Cast(dtype))] : [output];
    }

    private RecurrentSequence Write(Symbol sequences, IReadOnlyList<Symbol> given, Symbol? mask, CallContext context)
    {
        DType dtype = cell.ComputeDType;
        Symbol[] initial = [.. given.Count > 0 ? given : isStateful
            ? states.Select(s => s.ToSymbol()) : cell.GetInitialState(Ops.Shape(sequences, 0))];
        if (given.Count > 0)
            RequireStates(given, sequences);
        initial = [.. initial.Select(s => s.DType.IsFloatingPoint || cell is RecurrentCell ? s.Cast(dtype) : s)];
        Symbol steps = StepShapes.Swapped(sequences);
        Symbol? counts = mask is { } m ? StepShapes.Swapped(m) : null;
        if (goBackwards)
            (steps, counts) = (StepShapes.Reversed(steps), counts is { } c ? StepShapes.Reversed(c) : null);
        cell.BeginSequence(StepShapes.At(steps, 0), initial, context);
        RecurrentLoop loop = new(context)
        {
            Mask = counts,
            ReturnsSequence = returnSequences,
            ZeroOutputForMask = zeroOutputForMask,
            Unrolls = unroll,
            BeginsWithZeros = given.Count == 0 && !isStateful,
        };
        RecurrentSequence result = loop.Write(cell, steps, initial);
        cell.EndSequence(context);
        return result;
    }

    private void RequireStates(IReadOnlyList<Symbol> given, Symbol sequences)
    {
        IReadOnlyList<Shape> expected = [.. cell.StateShapes.Select(s => s.Prepend(sequences.Shape[0]))];
        if (given.Count != expected.Count)
            throw new ArgumentException($"{ClassName} '{Name}': expected {expected.Count} initial states, got {given.Count}.");
        for (int i = 0; i < expected.Count; i++)
        {
            if (!expected[i].IsCompatibleWith(given[i].Shape))
                throw new ShapeException(
                    $"{ClassName} '{Name}': expected initial state {i} to have shape {expected[i]}, got {given[i].Shape}.");
        }
    }

    /// <summary>The mask of sequences, boolean <c>[batch, steps]</c>.</summary>
    private Symbol? MaskOf(Symbol sequences, CallContext context)
    {
        if (context.MaskOf(sequences) is not { } mask)
            return null;
        if (mask.Rank == 3 && mask.Shape[2] == 1)
            mask = Ops.Squeeze(mask, 2);
        Shape expected = [sequences.Shape[0], sequences.Shape[1]];
        return mask.Rank == 2 && expected.IsCompatibleWith(mask.Shape)
            ? mask.Cast(DType.Bool)
            : throw new ShapeException($"{ClassName} '{Name}': expected a mask [batch, steps] of shape {expected}, got {mask.Shape}.");
    }
}
