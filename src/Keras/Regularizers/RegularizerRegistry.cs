namespace Keras.Regularizers;

/// <summary>The regularizers and their Keras names.</summary>
internal static class RegularizerRegistry
{
    public static readonly Registry<Regularizer> Instance = new Registry<Regularizer>("regularizer")
        .Register("L1", L1.FromConfig)
        .Register("L2", L2.FromConfig)
        .Register("L1L2", L1L2.FromConfig, "l1l2", "l1_l2")
        .Register("OrthogonalRegularizer", OrthogonalRegularizer.FromConfig);
}
