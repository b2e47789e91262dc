using Keras.Layers;
using TensorFlow;

namespace Keras;

/// <content>Calls: on symbols of the function being written, and on the Keras tensors of a model.</content>
public abstract partial class Layer
{
    /// <summary>Gets the input of the layer's first call on Keras tensors.</summary>
    /// <exception cref="InvalidOperationException">The layer was not called yet, or was called on several inputs.</exception>
    public virtual KerasTensor Input => Single(FirstCall.Inputs, "input");

    /// <summary>Gets the output of the layer's first call on Keras tensors.</summary>
    /// <exception cref="InvalidOperationException">The layer was not called yet, or has several outputs.</exception>
    public virtual KerasTensor Output => Single(FirstCall.Outputs, "output");

    /// <summary>
    /// Gets the losses of the layer and its sublayers in the function being written: those that they added in their calls so far
    /// (<see cref="CallContext.AddLoss"/>), then the penalties of their trainable weights. Scalars.
    /// </summary>
    /// <exception cref="InvalidOperationException">No function is being written on this thread.</exception>
    public IReadOnlyList<Symbol> Losses
    {
        get
        {
            TraceContext trace = TraceContext.Current;
            HashSet<Layer> tree = new(Tree(), ReferenceEqualityComparer.Instance);
            return
            [
                .. trace.AddedLosses.Where(a => a.Owner is Layer owner && tree.Contains(owner)).Select(a => a.Loss),
                .. TrainableWeights.Where(w => w.Regularizer is not null).Select(w => w.Regularizer!.Apply(w)),
            ];
        }
    }

    private Node FirstCall => Nodes is [{ } first, ..] ? first : throw new InvalidOperationException(
        $"{ClassName} '{Name}' was not called on Keras tensors yet, so it has no input and no output; call Apply with one first.");

    /// <summary>Calls the layer on a Keras tensor; it is built first where it was not.</summary>
    /// <param name="input">The input.</param>
    /// <param name="training">
    /// Whether the call trains or infers, whatever the model does; in Keras 3 the mode of fit and predict wins. Default: as the model.
    /// </param>
    /// <param name="mask">The mask of the input, <c>[batch, steps]</c>. Default: the one that comes with the input.</param>
    /// <returns>The output.</returns>
    /// <exception cref="ShapeException">The input does not fit the layer.</exception>
    /// <exception cref="InvalidOperationException">The layer has several outputs; see
    /// <see cref="ApplyAll(Structure{KerasTensor})"/>.</exception>
    public KerasTensor Apply(KerasTensor input, bool? training = null, KerasTensor? mask = null)
    {
        List<(string, CallArgument<KerasTensor>)> named = [];
        if (training is { } trains)
            named.Add(("training", new CallArgument<KerasTensor>.Constant(trains)));
        if (mask is not null)
            named.Add(("mask", KerasTensor.Leaf(mask)));
        return Single(Record(new([KerasTensor.Leaf(input)], named)), "output");
    }

    /// <summary>Calls the layer on several Keras tensors.</summary>
    /// <param name="inputs">The inputs: a list, or a dictionary by name.</param>
    /// <returns>The output.</returns>
    /// <inheritdoc cref="Apply(KerasTensor, bool?, KerasTensor?)"/>
    public KerasTensor Apply(Structure<KerasTensor> inputs) => Single(ApplyAll(inputs), "output");

    /// <summary>Calls the layer on several Keras tensors.</summary>
    /// <param name="first">The first input.</param>
    /// <param name="second">The second input.</param>
    /// <param name="others">The other inputs.</param>
    /// <returns>The output.</returns>
    /// <inheritdoc cref="Apply(KerasTensor, bool?, KerasTensor?)"/>
    public KerasTensor Apply(KerasTensor first, KerasTensor second, params ReadOnlySpan<KerasTensor> others) =>
        Apply(new Structure<KerasTensor>([first, second, .. others]));

    /// <summary>Calls a layer of one or several outputs on Keras tensors.</summary>
    /// <param name="inputs">The inputs: one, a list, or a dictionary by name.</param>
    /// <returns>The outputs.</returns>
    /// <exception cref="ShapeException">The inputs do not fit the layer.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(Structure<KerasTensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Record(new([CallArgument<KerasTensor>.Of(inputs)]));
    }

    /// <summary>Calls a layer whose inputs have roles on Keras tensors.</summary>
    /// <param name="arguments">The arguments, positional and named.</param>
    /// <returns>The outputs.</returns>
    /// <exception cref="ShapeException">The inputs do not fit the layer.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(CallArguments<KerasTensor> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return Record(arguments);
    }

    /// <summary>Writes a layer whose inputs have roles into the function of this thread.</summary>
    /// <param name="arguments">The arguments, positional and named.</param>
    /// <param name="context">The mode of the call, and the place of losses and masks.</param>
    /// <returns>The outputs.</returns>
    public IReadOnlyList<Symbol> ApplyAll(CallArguments<Symbol> arguments, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        return Execute(arguments.For(CallParameters), context);
    }

    /// <summary>Writes the layer into the function of this thread; it is built first where it was not.</summary>
    /// <param name="x">The input.</param>
    /// <param name="context">The mode of the call, and the place of losses and masks.</param>
    public Symbol Apply(Symbol x, CallContext context)
    {
        IReadOnlyList<Symbol> outputs = ApplyAll([x], context);
        return outputs.Count == 1 ? outputs[0] : throw new InvalidOperationException(
            $"{ClassName} '{Name}' has {outputs.Count} outputs; call ApplyAll to have them.");
    }

    /// <summary>Writes a layer of several inputs or outputs into the function of this thread.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="context">The mode of the call, and the place of losses and masks.</param>
    public IReadOnlyList<Symbol> ApplyAll(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        CallArgument<Symbol>[] leaves = [.. inputs.Select(i => new CallArgument<Symbol>.Leaf(i))];
        return Execute(new CallArguments<Symbol>(leaves.Length == 1 ? leaves : [new CallArgument<Symbol>.Sequence(leaves)])
            .For(CallParameters), context);
    }

    /// <summary>Creates the weights of a layer of one input.</summary>
    /// <param name="input">The shape of the input with the batch axis, which may be unknown.</param>
    protected virtual void Build(Shape input)
    {
    }

    /// <summary>Creates the weights of a layer of several inputs.</summary>
    /// <param name="inputs">The shapes of the inputs with the batch axis, which may be unknown.</param>
    protected virtual void Build(IReadOnlyList<Shape> inputs) => Build(Single(inputs, "input"));

    /// <summary>Writes the output of a layer of one input.</summary>
    /// <param name="x">The input, the batch axis first.</param>
    /// <param name="context">The mode of the call, and the place of losses and masks.</param>
    protected virtual Symbol Call(Symbol x, CallContext context) =>
        throw new NotSupportedException($"{ClassName} '{Name}' overrides no Call; override the one for one input or the one for several.");

    /// <summary>Writes the outputs of a layer of several inputs or outputs.</summary>
    /// <param name="inputs">The inputs, the batch axis first.</param>
    /// <param name="context">The mode of the call, and the place of losses and masks.</param>
    protected virtual IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context) =>
        [Call(Single(inputs, "input"), context)];

    /// <summary>Writes the outputs of a layer whose inputs have roles, such as query, value and key.</summary>
    /// <param name="arguments">The arguments by name.</param>
    /// <param name="context">The mode of the call, and the place of losses and masks.</param>
    protected virtual IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context) =>
        Call(arguments.Tensors(CallParameters[0]), context);

    /// <summary>Gets the masks of the outputs of a layer that passes masks on: by default those of the inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="masks">The masks of the inputs; null where an input has none.</param>
    protected virtual IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks) => masks;

    /// <summary>The shapes that the layer is built for: those of the tensors of its first argument.</summary>
    protected internal virtual IReadOnlyList<Shape> BuildShapesOf(CallArguments<Symbol> arguments) =>
        [.. arguments.Tensors(CallParameters[0]).Select(t => t.Shape)];

    internal override IReadOnlyList<Symbol> Execute(CallArguments<Symbol> arguments, CallContext context)
    {
        TraceContext trace = TraceContext.Current;
        (DType? outerType, object? outerOwner) = (trace.ComputeType, trace.Owner);
        (outerOwner as Layer)?.Adopt(this);
        using LayerPath path = LayerPath.Enter(this);
        trace.OrdinaryLayer ??= OrdinaryPart;
        if (!IsBuilt)
            BuildFor(BuildShapesOf(arguments));
        using Graph.NameScope scope = Graph.Current.EnterScope(Name, ClassName);
        (trace.ComputeType, trace.Owner) = (Autocast ? ComputeDType : null, this);
        using CallContext.Mode mode = context.Enter(arguments.IsGiven("training") ? arguments.Flag("training") : null);
        CallArguments<Symbol> converted = WithMasks(arguments.Map(t => Convert(t, context)), context);
        IReadOnlyList<Symbol> inputs = converted.Tensors(CallParameters[0]);
        IReadOnlyList<Symbol?> masks = [.. inputs.Select(context.MaskOf)];
        IReadOnlyList<Symbol> outputs = Call(converted, context);
        if (SupportsMasking && masks.Any(m => m is not null))
            SetMasks(outputs, ComputeMask(inputs, masks), context);
        if (ActivityRegularizer is { } regularizer && RegularizesOutput)
        {
            foreach (Symbol output in outputs)
                context.AddLoss(regularizer.Apply(output) / Ops.Cast(Ops.Shape(output, 0), output.DType));
        }

        if (RequiresOrdinaryKernels)
            trace.OrdinaryOutputs.AddRange([.. outputs, .. outputs.Select(context.MaskOf).OfType<Symbol>()]);
        (trace.ComputeType, trace.Owner) = (outerType, outerOwner);
        return outputs;
    }

    private static void SetMasks(IReadOnlyList<Symbol> outputs, IReadOnlyList<Symbol?> masks, CallContext context)
    {
        for (int i = 0; i < outputs.Count && i < masks.Count; i++)
        {
            if (masks[i] is { } mask && context.MaskOf(outputs[i]) is null)
                context.SetMask(outputs[i], mask);
        }
    }

    // Masks that are given stand for those that come with the inputs, in this call only.
    private CallArguments<Symbol> WithMasks(CallArguments<Symbol> arguments, CallContext context)
    {
        if (!arguments.Has("mask") || arguments.Find(CallParameters[0]) is not { } inputs)
            return arguments;
        return arguments.With(CallParameters[0], Masked(inputs, arguments.Find("mask")!));

        CallArgument<Symbol> Masked(CallArgument<Symbol> input, CallArgument<Symbol> mask)
        {
            switch (input, mask)
            {
                case (CallArgument<Symbol>.Sequence list, CallArgument<Symbol>.Sequence masks) when list.Items.Count >= masks.Items.Count:
                    return new CallArgument<Symbol>.Sequence(
                        [.. list.Items.Select((item, i) => i < masks.Items.Count ? Masked(item, masks.Items[i]) : item)]);
                case (CallArgument<Symbol>.Dictionary named, CallArgument<Symbol>.Dictionary masks):
                    return new CallArgument<Symbol>.Dictionary([.. named.Items.Select(i =>
                        (i.Name, masks.Items.FirstOrDefault(m => m.Name == i.Name).Item is { } item ? Masked(i.Item, item) : i.Item))]);
                case (CallArgument<Symbol>.Leaf { Value: var x }, CallArgument<Symbol>.Leaf { Value: var given }):
                    Symbol masked = RawOps.Identity(x);
                    context.SetMask(masked, given);
                    return new CallArgument<Symbol>.Leaf(masked);
                case (CallArgument<Symbol>.Leaf { Value: var x }, CallArgument<Symbol>.Constant { Json: null }):
                    return new CallArgument<Symbol>.Leaf(RawOps.Identity(x));
                default:
                    throw new ArgumentException(
                        $"{ClassName} '{Name}': expected a mask for each input, got masks in another structure than the inputs.");
            }
        }
    }

    private Symbol Convert(Symbol x, CallContext context)
    {
        if (!Autocast)
            return x;
        Symbol converted = x.DType.IsFloatingPoint ? x.Cast(ComputeDType) : x;
        context.CarryMask(x, converted);
        return converted;
    }

    private T Single<T>(IReadOnlyList<T> items, string role) => items.Count == 1
        ? items[0]
        : throw new InvalidOperationException($"{ClassName} '{Name}': expected one {role}, got {items.Count}.");
}
