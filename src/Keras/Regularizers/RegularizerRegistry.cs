namespace Keras.Regularizers;

/// <summary>The regularizers and their Keras names.</summary>
internal static class RegularizerRegistry
{
    public static readonly Registry<Regularizer> Instance = new Registry<Regularizer>("regularizer")
        .Register("L2", L2.FromConfig, "l2");
}
