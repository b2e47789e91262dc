namespace Keras.Optimizers;

/// <summary>The optimizers and their Keras names.</summary>
internal static class OptimizerRegistry
{
    public static readonly Registry<Optimizer> Instance = new Registry<Optimizer>("optimizer")
        .Register("SGD", SGD.FromConfig, "sgd")
        .Register("Adam", Adam.FromConfig, "adam")
        .Register("Adagrad", Adagrad.FromConfig, "adagrad");
}
