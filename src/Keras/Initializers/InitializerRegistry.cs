namespace Keras.Initializers;

/// <summary>The initializers and their Keras names.</summary>
internal static class InitializerRegistry
{
    public static readonly Registry<Initializer> Instance = new Registry<Initializer>("initializer")
        .Register("Zeros", _ => new Zeros(), "zeros", "zero")
        .Register("Constant", Constant.FromConfig, "constant")
        .Register("GlorotUniform", GlorotUniform.FromConfig, "glorot_uniform");
}
