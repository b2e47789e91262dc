using TensorFlow;

namespace Keras.Layers;

/// <summary>Takes the smallest of its inputs elementwise. The shapes broadcast; masked elements take no part.</summary>
[KerasSerializable]
public sealed partial class Minimum : MaskedExtremum
{
    private protected override Symbol Choose(Symbol a, Symbol b) => RawOps.Minimum(a, b);
}
