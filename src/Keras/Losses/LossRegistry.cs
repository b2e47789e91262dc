namespace Keras.Losses;

/// <summary>The losses and their Keras names.</summary>
internal static class LossRegistry
{
    public static readonly Registry<Loss> Instance = new Registry<Loss>("loss", static (loss, config) => loss.ReadConfig(config))
        .Register("CategoricalCrossentropy", CategoricalCrossentropy.FromConfig)
        .Register("SparseCategoricalCrossentropy", SparseCategoricalCrossentropy.FromConfig)
        .Register("BinaryCrossentropy", BinaryCrossentropy.FromConfig, "binary_crossentropy", "bce", "BCE")
        .Register("CategoricalFocalCrossentropy", CategoricalFocalCrossentropy.FromConfig)
        .Register("BinaryFocalCrossentropy", BinaryFocalCrossentropy.FromConfig)
        .Register("CategoricalGeneralizedCrossEntropy", CategoricalGeneralizedCrossEntropy.FromConfig)
        .Register("MeanSquaredError", MeanSquaredError.FromConfig, "mean_squared_error", "mse", "MSE")
        .Register("MeanAbsoluteError", MeanAbsoluteError.FromConfig, "mean_absolute_error", "mae", "MAE")
        .Register("MeanAbsolutePercentageError", MeanAbsolutePercentageError.FromConfig, "mean_absolute_percentage_error", "mape", "MAPE")
        .Register("MeanSquaredLogarithmicError", MeanSquaredLogarithmicError.FromConfig, "mean_squared_logarithmic_error", "msle", "MSLE")
        .Register("Huber", Huber.FromConfig)
        .Register("LogCosh", LogCosh.FromConfig)
        .Register("KLDivergence", KLDivergence.FromConfig, "kl_divergence", "kld", "KLD")
        .Register("Poisson", Poisson.FromConfig)
        .Register("CosineSimilarity", CosineSimilarity.FromConfig)
        .Register("Hinge", Hinge.FromConfig)
        .Register("SquaredHinge", SquaredHinge.FromConfig)
        .Register("CategoricalHinge", CategoricalHinge.FromConfig)
        .Register("Dice", Dice.FromConfig)
        .Register("Tversky", Tversky.FromConfig)
        .Register("Circle", Circle.FromConfig)
        .Register("CTC", CTC.FromConfig, "ctc");

    /// <summary>The loss of a name; "crossentropy" means the kind that fits the model's output.</summary>
    /// <exception cref="UnknownNameException">There is none of that name; the message suggests the nearest.</exception>
    public static Loss FromName(string name) => name.ToLowerInvariant() is "crossentropy" or "ce" ? new AutomaticCrossentropy(name)
        : Instance.KnownNames.Contains(name) ? Named(name)
        : throw new UnknownNameException("loss", name, [.. Instance.KnownNames, "crossentropy", "ce"]);

    private static Loss Named(string name)
    {
        Loss loss = Instance.FromName(name);
        loss.GivenName = name;
        return loss;
    }
}
