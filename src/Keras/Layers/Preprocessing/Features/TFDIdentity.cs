using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>Gives its input: the layer that Keras's feature spaces have for numbers as they are.</summary>
[KerasSerializable]
[ConfigOrder(nameof(Name), nameof(WrittenPolicy), nameof(Trainable), WithoutBase = true)]
internal sealed partial class TFDIdentity : Layer
{
    /// <inheritdoc/>
    public override string Module => FeatureSpace.InnerModule;

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => x;

    internal override void WriteEnvelope(JsonObject envelope)
    {
        envelope["registered_name"] = ClassName;
        base.WriteEnvelope(envelope);
    }
}
