using TensorFlow;

namespace Keras.Layers;

/// <summary>Takes the largest of its inputs elementwise. The shapes broadcast; masked elements take no part.</summary>
[KerasSerializable]
public sealed partial class Maximum : MaskedExtremum
{
    private protected override Symbol Choose(Symbol a, Symbol b) => RawOps.Maximum(a, b);
}
