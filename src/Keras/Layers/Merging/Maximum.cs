using TensorFlow;

namespace Keras.Layers;

/// <summary>Takes the largest of its inputs elementwise. The shapes broadcast; masked elements take no part.</summary>
public sealed class Maximum : MaskedExtremum
{
    internal static Maximum FromConfig(Config _) => new();

    private protected override Symbol Choose(Symbol a, Symbol b) => RawOps.Maximum(a, b);
}
