namespace Keras.Losses;

/// <summary>The losses and their Keras names.</summary>
internal static class LossRegistry
{
    public static readonly Registry<Loss> Instance = new Registry<Loss>("loss")
        .Register("CategoricalCrossentropy", CategoricalCrossentropy.FromConfig, "categorical_crossentropy");
}
