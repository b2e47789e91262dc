using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of recurrent cells: one step of a recurrent layer, from an input and the states to an output and the next states. Derive a
/// custom cell from it, and give it to <see cref="RNN"/>.
/// </summary>
/// <example>
/// <code>
/// public sealed class MinimalCell(int units) : RNNCell
/// {
///     private Weight kernel = null!, recurrent = null!;
///     public override IReadOnlyList&lt;Shape&gt; StateShapes => [[units]];
///     protected override void Build(Shape input)
///     {
///         kernel = AddWeight("kernel", [input[^1], units]);
///         recurrent = AddWeight("recurrent_kernel", [units, units], Initializer.Orthogonal);
///     }
///     protected override (Symbol, IReadOnlyList&lt;Symbol&gt;) Step(Symbol x, IReadOnlyList&lt;Symbol&gt; states, CallContext context)
///     {
///         Symbol h = Ops.Tanh(x.MatMul(kernel) + states[0].MatMul(recurrent));
///         return (h, [h]);
///     }
/// }
/// </code>
/// </example>
public abstract class RNNCell : Layer
{
    /// <summary>The shapes of the states without the batch axis, such as <c>[[units], [units]]</c>.</summary>
    public abstract IReadOnlyList<Shape> StateShapes { get; }

    /// <summary>The dimension of the output. Default: that of the first state.</summary>
    public virtual int OutputSize => checked((int)StateShapes[0][^1]);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["inputs", "states", "training"];

    /// <summary>Writes the initial states. Default: zeros.</summary>
    /// <param name="batchSize">The number of samples, an int32 scalar.</param>
    /// <returns>The states, each with the batch axis first, in the layer's compute type.</returns>
    public virtual IReadOnlyList<Symbol> GetInitialState(Symbol batchSize) =>
        [.. StateShapes.Select(s => StepShapes.Zeros(batchSize, s, ComputeDType))];

    /// <summary>Writes one step into the function of this thread.</summary>
    /// <param name="x">The input of the step, <c>[batch, …]</c>.</param>
    /// <param name="states">The states before the step.</param>
    /// <param name="context">The context of the call: the mode, losses and masks.</param>
    /// <returns>The output and the states after the step.</returns>
    /// <exception cref="ArgumentException">The number of states is not the cell's.</exception>
    public (Symbol Output, IReadOnlyList<Symbol> States) Apply(Symbol x, IReadOnlyList<Symbol> states, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(states);
        IReadOnlyList<Symbol> results = Execute(Arguments(x, states).For(CallParameters), context);
        return (results[0], [.. results.Skip(1)]);
    }

    /// <summary>Calls the cell on Keras tensors.</summary>
    /// <param name="x">The input of the step, <c>[batch, …]</c>.</param>
    /// <param name="states">The states before the step.</param>
    /// <returns>The output, then the states after the step.</returns>
    /// <exception cref="ArgumentException">The number of states is not the cell's.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor x, IReadOnlyList<KerasTensor> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        return Record(Arguments(x, states));
    }

    /// <summary>Writes one step.</summary>
    /// <param name="x">The input of the step, <c>[batch, …]</c>.</param>
    /// <param name="states">The states before the step.</param>
    /// <param name="context">The context of the call: the mode, losses and masks.</param>
    /// <returns>The output and the states after the step, of the same types and shapes.</returns>
    protected abstract (Symbol Output, IReadOnlyList<Symbol> States) Step(Symbol x, IReadOnlyList<Symbol> states, CallContext context);

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        Symbol x = arguments.Tensors(CallParameters[0])[0];
        IReadOnlyList<Symbol> states = arguments.Tensors("states");
        if (states.Count != StateShapes.Count)
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected {StateShapes.Count} states, got {states.Count}.", nameof(arguments));
        (Symbol output, IReadOnlyList<Symbol> next) = Step(x, states, context);
        return next.Count == states.Count
            ? [output, .. next]
            : throw new InvalidOperationException(
                $"{ClassName} '{Name}': expected the step to return {states.Count} states, got {next.Count}.");
    }

    /// <summary>Draws what is the same for all steps of a sequence, such as dropout masks, before the steps are written.</summary>
    /// <param name="x">The input of one step.</param>
    /// <param name="states">The first states.</param>
    /// <param name="context">The place to keep it.</param>
    protected internal virtual void BeginSequence(Symbol x, IReadOnlyList<Symbol> states, CallContext context)
    {
    }

    /// <summary>Forgets what was drawn for a sequence.</summary>
    protected internal virtual void EndSequence(CallContext context)
    {
    }

    private static CallArguments<T> Arguments<T>(T x, IReadOnlyList<T> states) => new(
        [new CallArgument<T>.Leaf(x), new CallArgument<T>.Sequence([.. states.Select(s => new CallArgument<T>.Leaf(s))])]);
}
