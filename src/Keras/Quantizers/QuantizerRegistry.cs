namespace Keras.Quantizers;

/// <summary>The quantizers and their Keras names.</summary>
internal static class QuantizerRegistry
{
    public static readonly Registry<Quantizer> Instance = new Registry<Quantizer>("quantizer")
        .Register("AbsMaxQuantizer", AbsMaxQuantizer.FromConfig);
}
