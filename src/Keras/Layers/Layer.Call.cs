using Keras.Layers;
using TensorFlow;

namespace Keras;

/// <content>Calls: on symbols of the function being written, and on the Keras tensors of a model.</content>
public abstract partial class Layer
{
    /// <summary>
    /// Gets the losses of the layer and its sublayers in the function being written: those that they added in their calls so far (<see
    /// cref="CallContext.AddLoss"/>), its own first, then the penalties of their trainable weights. Scalars.
    /// </summary>
    /// <exception cref="InvalidOperationException">No function is being written on this thread.</exception>
    public IReadOnlyList<Symbol> Losses
    {
        get
        {
            TraceContext trace = TraceContext.Current;
            return
            [
                .. InKerasOrder().SelectMany(layer => trace.AddedLosses.Where(a => a.Owner == layer)).Select(a => a.Loss),
                .. TrainableWeights.Where(w => w.Regularizer is not null).Select(w => w.Regularizer!.Apply(w)),
            ];
        }
    }

    /// <summary>Creates the weights of a layer of one input.</summary>
    /// <param name="input">The shape of the input with the batch axis, which may be unknown.</param>
    protected virtual void Build(Shape input)
    {
    }

    /// <summary>Creates the weights of a layer of several inputs. A layer without weights need not override it.</summary>
    /// <param name="inputs">The shapes of the inputs with the batch axis, which may be unknown.</param>
    protected virtual void Build(IReadOnlyList<Shape> inputs)
    {
        bool IsOverridden() => ((Action<Shape>)Build).Method.DeclaringType != typeof(Layer);
        if (inputs.Count == 1 || IsOverridden())
            Build(Single(inputs, "input"));
    }

    /// <summary>Writes the output of a layer of one input.</summary>
    /// <param name="x">The input, the batch axis first.</param>
    /// <param name="context">The context of the call: the mode, losses and masks.</param>
    protected virtual Symbol Call(Symbol x, CallContext context) =>
        throw new NotSupportedException($"{ClassName} '{Name}' overrides no Call; override the one for one input or the one for several.");

    /// <summary>Writes the outputs of a layer of several inputs or outputs.</summary>
    /// <param name="inputs">The inputs, the batch axis first.</param>
    /// <param name="context">The context of the call: the mode, losses and masks.</param>
    protected virtual IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context) =>
        [Call(Single(inputs, "input"), context)];

    /// <summary>Writes the outputs of a layer whose inputs have roles, such as query, value and key.</summary>
    /// <param name="arguments">The arguments by name.</param>
    /// <param name="context">The context of the call: the mode, losses and masks.</param>
    protected virtual IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context) =>
        Call(arguments.Tensors(CallParameters[0]), context);

    /// <summary>Gets the masks of the outputs of a layer that passes masks on: by default those of the inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="masks">The masks of the inputs; null where an input has none.</param>
    protected virtual IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks) => masks;

    /// <summary>The shapes that the layer is built for: those of the tensors of its first argument.</summary>
    protected internal virtual IReadOnlyList<Shape> BuildShapesOf(CallArguments<Symbol> arguments) =>
        [.. arguments.Tensors(CallParameters[0]).Select(t => t.Shape)];

    /// <summary>Whether an input may hold strings: those that the layer computes with, or passes on as they are. A custom layer decides in
    /// its call.</summary>
    internal virtual bool TakesStrings => RequiresOrdinaryKernels || GetType().Assembly != typeof(Layer).Assembly;

    internal override IReadOnlyList<Symbol> Execute(CallArguments<Symbol> arguments, CallContext context)
    {
        TraceContext trace = TraceContext.Current;
        (trace.Owner as Layer)?.Adopt(this);
        using LayerPath path = LayerPath.Enter(this);
        trace.OrdinaryLayer ??= OrdinaryPart;
        if (!IsBuilt)
            BuildFor(BuildShapesOf(arguments));
        using Graph.NameScope scope = Graph.Current.EnterScope(Name, ClassName);
        using TraceContext.Ownership ownership = trace.Enter(this, Autocast ? ComputeDType : null);
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
            {
                Symbol penalty = regularizer.Apply(output);
                context.AddLoss(Ops.DivideNoNan(penalty, Ops.Cast(Ops.Shape(output, 0), penalty.DType)));
            }
        }

        if (RequiresOrdinaryKernels)
            trace.OrdinaryOutputs.AddRange([.. outputs, .. outputs.Select(context.MaskOf).OfType<Symbol>()]);
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
        if (!TakesStrings)
            _ = NumberInput.Of(x, this);
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
