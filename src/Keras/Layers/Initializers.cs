namespace Keras.Layers;

/// <summary>Keras's initializers with their default arguments, for <c>AddWeight</c>; each random one is new, with a seed of its own.</summary>
public static class Initializers
{
    /// <summary>Zeros.</summary>
    public static Initializer Zeros { get; } = new Keras.Initializers.Zeros();

    /// <summary>Ones.</summary>
    public static Initializer Ones { get; } = new Keras.Initializers.Ones();

    /// <summary>A matrix with ones on the diagonal.</summary>
    public static Initializer Identity { get; } = new Keras.Initializers.Identity();

    /// <summary>Normal, with the standard deviation 0.05.</summary>
    public static Initializer RandomNormal => new Keras.Initializers.RandomNormal();

    /// <summary>Normal, with the standard deviation 0.05, cut off at two of them.</summary>
    public static Initializer TruncatedNormal => new Keras.Initializers.TruncatedNormal();

    /// <summary>Evenly spread within ±0.05.</summary>
    public static Initializer RandomUniform => new Keras.Initializers.RandomUniform();

    /// <summary>Normal, cut off at two standard deviations, with the variance 1 / inputs.</summary>
    public static Initializer VarianceScaling => new Keras.Initializers.VarianceScaling();

    /// <summary>Evenly spread within ±√(6 / (inputs + outputs)): the default of most kernels.</summary>
    public static Initializer GlorotUniform => new Keras.Initializers.GlorotUniform();

    /// <summary>Normal, cut off, with the variance 2 / (inputs + outputs).</summary>
    public static Initializer GlorotNormal => new Keras.Initializers.GlorotNormal();

    /// <summary>Evenly spread within ±√(6 / inputs).</summary>
    public static Initializer HeUniform => new Keras.Initializers.HeUniform();

    /// <summary>Normal, cut off, with the variance 2 / inputs.</summary>
    public static Initializer HeNormal => new Keras.Initializers.HeNormal();

    /// <summary>Evenly spread within ±√(3 / inputs).</summary>
    public static Initializer LecunUniform => new Keras.Initializers.LecunUniform();

    /// <summary>Normal, cut off, with the variance 1 / inputs.</summary>
    public static Initializer LecunNormal => new Keras.Initializers.LecunNormal();

    /// <summary>A random orthogonal matrix.</summary>
    public static Initializer Orthogonal => new Keras.Initializers.Orthogonal();

    /// <summary>One number everywhere.</summary>
    /// <param name="value">The number.</param>
    public static Initializer Constant(double value) => new Keras.Initializers.Constant(value);
}
