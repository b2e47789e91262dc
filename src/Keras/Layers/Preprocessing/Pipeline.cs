using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Layers that follow one another as one layer, for the preparation of data: of images, a dictionary of <c>images</c> with what belongs to
/// them goes through all of them. Not a model: there is nothing to compile or fit.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(Layers), nameof(Name), WithoutBase = true)]
public sealed partial class Pipeline : Layer
{
    private readonly Layer[] layers;

    /// <summary>Puts layers after one another.</summary>
    /// <param name="layers">The layers, the first one first; without any, the input comes back.</param>
    /// <exception cref="ArgumentException">A layer is null.</exception>
    public Pipeline(params IReadOnlyList<Layer> layers)
    {
        Required.Value("Pipeline", "a list of layers", layers);
        Required.Items("Pipeline", "a layer", layers);
        this.layers = [.. layers];
        foreach (Layer layer in this.layers.Distinct(ReferenceEqualityComparer.Instance).Cast<Layer>())
            AddLayer(layer);
    }

    /// <inheritdoc/>
    protected internal override bool Autocast => false;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["inputs", "training", "mask"];

    /// <inheritdoc/>
    protected internal override bool? RecordedTraining => true;

    /// <inheritdoc/>
    protected internal override bool ConvertsInputs => false;

    internal override bool TakesStrings => true;

    /// <summary>The layers, the first one first.</summary>
    public IReadOnlyList<Layer> Layers => layers;

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Group, Layer Layer)> SavedLayers =>
        WithClassNames(SubLayers).Select(l => ($"layers/{l.Group}", l.Layer));

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        // The layers are built at the first call, for what those before them make of the input.
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context)
    {
        CallArgument<Symbol> value = arguments.Require(CallParameters[0]);
        foreach (Layer layer in layers)
        {
            IReadOnlyList<Symbol> outputs =
                layer.ApplyAll(new CallArguments<Symbol>([value]).For(layer.CallParameters), context);
            value = Like(value, outputs);
        }

        return [.. value.Leaves];
    }

    // Layers give their outputs in the order of the names of a dictionary.
    private static CallArgument<Symbol> Like(CallArgument<Symbol> input, IReadOnlyList<Symbol> outputs)
    {
        if (input is CallArgument<Symbol>.Dictionary && input.Leaves.Count() == outputs.Count)
        {
            int next = 0;
            return Filled(input);

            CallArgument<Symbol> Filled(CallArgument<Symbol> form) => form switch
            {
                CallArgument<Symbol>.Leaf => new CallArgument<Symbol>.Leaf(outputs[next++]),
                CallArgument<Symbol>.Sequence list => new CallArgument<Symbol>.Sequence([.. list.Items.Select(Filled)]),
                CallArgument<Symbol>.Dictionary named => new CallArgument<Symbol>.Dictionary(
                    [.. named.Items.OrderBy(i => i.Name, StringComparer.Ordinal).Select(i => (i.Name, Filled(i.Item)))]),
                _ => form,
            };
        }

        CallArgument<Symbol>[] leaves = [.. outputs.Select(o => new CallArgument<Symbol>.Leaf(o))];
        return leaves.Length == 1 ? leaves[0] : new CallArgument<Symbol>.Sequence(leaves);
    }
}
