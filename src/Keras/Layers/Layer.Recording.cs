using TensorFlow;

namespace Keras;

/// <content>Calls on Keras tensors as Keras records them, with what <c>Layer.__call__</c> adds (keras/src/layers/layer.py).</content>
public abstract partial class Layer
{
    /// <summary>
    /// Gets the default of the argument <c>training</c> in Keras's <c>call</c>, which Keras records with a call of one tensor in the
    /// layer's compute type and no named argument; the model decides nevertheless whether the layer trains. Default: null, nothing is
    /// recorded.
    /// </summary>
    protected internal virtual bool? RecordedTraining => null;

    /// <summary>
    /// Gets whether inputs are converted to the layer's compute type before Keras calls it. Where they are not, the defaults of all calls
    /// are recorded. Default: true.
    /// </summary>
    protected internal virtual bool ConvertsInputs => true;

    /// <summary>Gets the type that Keras converts inputs to (<c>input_dtype</c>).</summary>
    private protected virtual DType CallDType => ComputeDType;

    /// <summary>
    /// Gets the masks of the outputs in the graph of a model, which later layers record with their calls: by default those of the inputs
    /// for a layer of the library that passes masks on, and none for a custom layer. Masks that are not recorded go along nevertheless
    /// (<see cref="ComputeMask(IReadOnlyList{Symbol}, IReadOnlyList{Symbol?})"/>).
    /// </summary>
    /// <param name="inputs">The inputs in the layer's compute type.</param>
    /// <param name="masks">The masks of the inputs; null where an input has none.</param>
    protected virtual IReadOnlyList<KerasTensor?> ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks) =>
        GetType().Assembly == typeof(Layer).Assembly ? masks : [];

    internal override IReadOnlyList<KerasTensor> Record(CallArguments<KerasTensor> arguments, bool completes = true)
    {
        CallArguments<KerasTensor> complete = completes ? WithDefaults(arguments.For(CallParameters)) : arguments;
        IReadOnlyList<KerasTensor> outputs = base.Record(complete, completes);
        outputShape ??= outputs[0].Shape;
        if (completes && SupportsMasking)
            RecordMasks(complete, outputs);
        return outputs;
    }

    // Keras writes the defaults into the dictionary of the named arguments, which is the recorded one only where nothing is converted.
    private CallArguments<KerasTensor> WithDefaults(CallArguments<KerasTensor> arguments)
    {
        bool isConverted = arguments is not { Named.Count: 0, Positional: [CallArgument<KerasTensor>.Leaf { Value: var x }] }
            || x.DType != CallDType;
        if (isConverted && ConvertsInputs)
            return arguments;
        List<(string Name, CallArgument<KerasTensor> Value)> named = [.. arguments.Named];
        if (RecordedTraining is { } trains && arguments.Find("training") is null)
            named.Add(("training", new CallArgument<KerasTensor>.Constant(trains) { IsImplied = true }));
        bool takesMask = CallParameters.Contains("mask") && !arguments.Has("mask");
        if (takesMask && arguments.Positional is [var only] && !arguments.Named.Any(n => n.Value.Leaves.Any()))
        {
            named.RemoveAll(n => n.Name == "mask");
            named.Add(("mask", MaskOf(only)));
        }

        return new(arguments.Positional, named, CallParameters);
    }

    private static CallArgument<KerasTensor> MaskOf(CallArgument<KerasTensor> argument) => argument switch
    {
        CallArgument<KerasTensor>.Leaf { Value.Mask: { } mask } => new CallArgument<KerasTensor>.Leaf(mask) { IsImplied = true },
        CallArgument<KerasTensor>.Sequence { Items: var items } => new CallArgument<KerasTensor>.Sequence([.. items.Select(MaskOf)]),
        CallArgument<KerasTensor>.Dictionary { Items: var items } =>
            new CallArgument<KerasTensor>.Dictionary([.. items.Select(i => (i.Name, MaskOf(i.Item)))]),
        _ => new CallArgument<KerasTensor>.Constant(null),
    };

    private void RecordMasks(CallArguments<KerasTensor> arguments, IReadOnlyList<KerasTensor> outputs)
    {
        IReadOnlyList<KerasTensor> inputs = arguments.Tensors(CallParameters[0]);
        IReadOnlyList<KerasTensor?> masks = arguments.Find("mask") is { } given && arguments.Has("mask")
            ? MasksIn(given, inputs.Count) : [.. inputs.Select(i => i.Mask)];
        IReadOnlyList<KerasTensor?> computed = ComputeMask([.. inputs.Select(Converted)], masks);
        for (int i = 0; i < outputs.Count && i < computed.Count; i++)
            outputs[i].Mask ??= computed[i];
    }

    private static KerasTensor?[] MasksIn(CallArgument<KerasTensor> given, int count)
    {
        List<KerasTensor?> masks = [.. given switch
        {
            CallArgument<KerasTensor>.Sequence { Items: var items } => items.Select(Only),
            CallArgument<KerasTensor>.Dictionary { Items: var items } =>
                items.OrderBy(i => i.Name, StringComparer.Ordinal).Select(i => Only(i.Item)),
            _ => [Only(given)],
        }];
        return [.. Enumerable.Range(0, count).Select(i => i < masks.Count ? masks[i] : null)];

        static KerasTensor? Only(CallArgument<KerasTensor> argument) => argument is CallArgument<KerasTensor>.Leaf leaf ? leaf.Value : null;
    }

    private KerasTensor Converted(KerasTensor x) =>
        Autocast && x.DType.IsFloatingPoint && x.DType != ComputeDType ? Ops.Cast(x, ComputeDType) : x;
}
