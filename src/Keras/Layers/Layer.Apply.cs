using Keras.Layers;
using TensorFlow;

namespace Keras;

/// <content>Calls by users: on Keras tensors, and on symbols of the function being written.</content>
public abstract partial class Layer
{
    /// <summary>A layer without weights as the activation function of another one: <c>new Dense(8, new LeakyReLU(0.1))</c>.</summary>
    /// <param name="layer">The layer. One with weights is refused when it is called.</param>
    /// <exception cref="ArgumentNullException">The layer is null.</exception>
    public static implicit operator ActivationFunction(Layer layer) => LayerActivations.Of(layer);

    /// <summary>Gets the input of the layer's first call on Keras tensors.</summary>
    /// <exception cref="InvalidOperationException">The layer was not called yet, or was called on several inputs.</exception>
    public virtual KerasTensor Input => Single(FirstCall.Inputs, "input");

    /// <summary>Gets the output of the layer's first call on Keras tensors.</summary>
    /// <exception cref="InvalidOperationException">The layer was not called yet, or has several outputs.</exception>
    public virtual KerasTensor Output => Single(FirstCall.Outputs, "output");

    private Node FirstCall => Nodes is [{ } first, ..] ? first : throw new InvalidOperationException(
        $"{ClassName} '{Name}' was not called on Keras tensors yet, so it has no input and no output; call Apply with one first.");

    /// <summary>Calls the layer on a Keras tensor, and builds it first if it is not built.</summary>
    /// <param name="input">The input.</param>
    /// <param name="training">
    /// Whether the call trains or infers, whatever the model does; in Keras 3 the mode of fit and predict wins. Default: as the model.
    /// </param>
    /// <param name="mask">The mask of the input, <c>[batch, steps]</c>. Default: the one that comes with the input.</param>
    /// <returns>The output.</returns>
    /// <exception cref="ShapeException">The input does not fit the layer.</exception>
    /// <exception cref="InvalidOperationException">The layer has several outputs; see <see
    /// cref="ApplyAll(Structure{KerasTensor})"/>.</exception>
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
    /// <param name="context">The context of the call: the mode, losses and masks.</param>
    /// <returns>The outputs.</returns>
    public IReadOnlyList<Symbol> ApplyAll(CallArguments<Symbol> arguments, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        return Execute(arguments.For(CallParameters), context);
    }

    /// <summary>Writes the layer into the function of this thread, and builds it first if it is not built.</summary>
    /// <param name="x">The input.</param>
    /// <param name="context">The context of the call: the mode, losses and masks.</param>
    public Symbol Apply(Symbol x, CallContext context)
    {
        IReadOnlyList<Symbol> outputs = ApplyAll([x], context);
        return outputs.Count == 1 ? outputs[0] : throw new InvalidOperationException(
            $"{ClassName} '{Name}' has {outputs.Count} outputs; call ApplyAll to have them.");
    }

    /// <summary>Writes a layer of several inputs or outputs into the function of this thread.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="context">The context of the call: the mode, losses and masks.</param>
    public IReadOnlyList<Symbol> ApplyAll(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        CallArgument<Symbol>[] leaves = [.. inputs.Select(i => new CallArgument<Symbol>.Leaf(i))];
        return Execute(new CallArguments<Symbol>(leaves.Length == 1 ? leaves : [new CallArgument<Symbol>.Sequence(leaves)])
            .For(CallParameters), context);
    }
}
