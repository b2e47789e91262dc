namespace Keras.Optimizers;

/// <summary>The optimizers and their Keras names.</summary>
internal static class OptimizerRegistry
{
    public static readonly Registry<Optimizer> Instance = new Registry<Optimizer>("optimizer", static (optimizer, config) => optimizer.ReadConfig(config))
        .Register("SGD", SGD.FromConfig, "sgd")
        .Register("Adam", Adam.FromConfig, "adam")
        .Register("Adagrad", Adagrad.FromConfig, "adagrad");
}
