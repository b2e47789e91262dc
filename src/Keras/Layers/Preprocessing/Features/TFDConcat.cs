using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>Concatenates its inputs along an axis: the layer that Keras's feature spaces end with.</summary>
/// <param name="axis">The axis; negative ones count from the end. Default: the last.</param>
[KerasSerializable]
[ConfigOrder(nameof(Name), nameof(Axis), nameof(Trainable), nameof(WrittenPolicy), WithoutBase = true)]
internal sealed partial class TFDConcat(int axis = -1) : Merge
{
    /// <summary>The axis along which the inputs are joined.</summary>
    public int Axis => axis;

    /// <inheritdoc/>
    public override string Module => FeatureSpace.InnerModule;

    internal override void WriteEnvelope(JsonObject envelope)
    {
        envelope["registered_name"] = ClassName;
        base.WriteEnvelope(envelope);
    }

    internal override bool TakesStrings => true;

    private protected override void CheckShapes(IReadOnlyList<Shape> inputs)
    {
    }

    /// <inheritdoc/>
    protected override Symbol MergeInputs(IReadOnlyList<Symbol> inputs, CallContext context) => Ops.Concatenate([.. inputs], Axis);
}
