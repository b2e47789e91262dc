namespace Keras.Optimizers;

/// <summary>The optimizers and their Keras names.</summary>
internal static class OptimizerRegistry
{
    public static readonly Registry<Optimizer> Instance =
        new Registry<Optimizer>("optimizer", static (optimizer, config) => optimizer.ReadConfig(config), ignoreCase: true)
        .Register("SGD", SGD.FromConfig, "sgd")
        .Register("Adam", Adam.FromConfig, "adam")
        .Register("AdamW", AdamW.FromConfig, "adamw")
        .Register("Adagrad", Adagrad.FromConfig, "adagrad")
        .Register("Adadelta", Adadelta.FromConfig, "adadelta")
        .Register("Adamax", Adamax.FromConfig, "adamax")
        .Register("Ftrl", Ftrl.FromConfig, "ftrl")
        .Register("Lamb", Lamb.FromConfig, "lamb")
        .Register("Lion", Lion.FromConfig, "lion")
        .Register("Nadam", Nadam.FromConfig, "nadam")
        .Register("RMSprop", RMSprop.FromConfig, "rmsprop")
        .Register("Adafactor", Adafactor.FromConfig, "adafactor")
        .Register("Muon", Muon.FromConfig, "muon")
        .Register("ScheduleFreeAdamW", ScheduleFreeAdamW.FromConfig, "schedulefreeadamw")
        .Register("LossScaleOptimizer", LossScaleOptimizer.FromConfig, "lossscaleoptimizer")
        .Register("MultiOptimizer", MultiOptimizer.FromConfig, "multioptimizer");
}
