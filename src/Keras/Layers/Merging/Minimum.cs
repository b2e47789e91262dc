using TensorFlow;

namespace Keras.Layers;

/// <summary>Takes the smallest of its inputs elementwise. The shapes broadcast; masked elements take no part.</summary>
public sealed class Minimum : MaskedExtremum
{
    internal static Minimum FromConfig(Config _) => new();

    private protected override Symbol Choose(Symbol a, Symbol b) => RawOps.Minimum(a, b);
}
