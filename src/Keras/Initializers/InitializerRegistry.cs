namespace Keras.Initializers;

/// <summary>The initializers and their Keras names.</summary>
internal static class InitializerRegistry
{
    public static readonly Registry<Initializer> Instance = new Registry<Initializer>("initializer")
        .Register("Zeros", _ => new Zeros(), "zeros", "zero")
        .Register("Ones", _ => new Ones(), "ones", "one")
        .Register("Constant", Constant.FromConfig)
        .Register("Identity", Identity.FromConfig)
        .Register("IdentityInitializer", Identity.FromConfig, "IdentityInitializer")
        .Register("RandomNormal", RandomNormal.FromConfig, "random_normal", "normal")
        .Register("TruncatedNormal", TruncatedNormal.FromConfig)
        .Register("RandomUniform", RandomUniform.FromConfig, "random_uniform", "uniform")
        .Register("VarianceScaling", VarianceScaling.FromConfig)
        .Register("GlorotUniform", GlorotUniform.FromConfig)
        .Register("GlorotNormal", GlorotNormal.FromConfig)
        .Register("HeUniform", HeUniform.FromConfig)
        .Register("HeNormal", HeNormal.FromConfig)
        .Register("LecunUniform", LecunUniform.FromConfig)
        .Register("LecunNormal", LecunNormal.FromConfig)
        .Register("Orthogonal", Orthogonal.FromConfig)
        .Register("OrthogonalInitializer", Orthogonal.FromConfig, "OrthogonalInitializer")
        .Register("STFT", STFT.FromConfig)
        .Register("STFTInitializer", STFT.FromConfig, "STFTInitializer");
}
