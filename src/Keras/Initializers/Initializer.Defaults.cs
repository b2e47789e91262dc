namespace Keras;

/// <content>Keras's initializers with default arguments.</content>
public abstract partial class Initializer
{
    /// <summary>Gets an initializer that sets all elements to 0.</summary>
    public static Initializer Zeros { get; } = new Initializers.Zeros();

    /// <summary>Gets an initializer that sets all elements to 1.</summary>
    public static Initializer Ones { get; } = new Initializers.Ones();

    /// <summary>Gets an initializer of identity matrices.</summary>
    public static Initializer Identity { get; } = new Initializers.Identity();

    /// <summary>Gets a normal distribution with standard deviation 0.05.</summary>
    public static Initializer RandomNormal => new Initializers.RandomNormal();

    /// <summary>Gets a normal distribution with standard deviation 0.05, truncated at two standard deviations.</summary>
    public static Initializer TruncatedNormal => new Initializers.TruncatedNormal();

    /// <summary>Gets a uniform distribution within ±0.05.</summary>
    public static Initializer RandomUniform => new Initializers.RandomUniform();

    /// <summary>Gets a truncated normal distribution with variance 1 / fan-in.</summary>
    public static Initializer VarianceScaling => new Initializers.VarianceScaling();

    /// <summary>Gets a uniform distribution within ±√(6 / (fan-in + fan-out)): the default of most kernels.</summary>
    public static Initializer GlorotUniform => new Initializers.GlorotUniform();

    /// <summary>Gets a truncated normal distribution with variance 2 / (fan-in + fan-out).</summary>
    public static Initializer GlorotNormal => new Initializers.GlorotNormal();

    /// <summary>Gets a uniform distribution within ±√(6 / fan-in).</summary>
    public static Initializer HeUniform => new Initializers.HeUniform();

    /// <summary>Gets a truncated normal distribution with variance 2 / fan-in.</summary>
    public static Initializer HeNormal => new Initializers.HeNormal();

    /// <summary>Gets a uniform distribution within ±√(3 / fan-in).</summary>
    public static Initializer LecunUniform => new Initializers.LecunUniform();

    /// <summary>Gets a truncated normal distribution with variance 1 / fan-in.</summary>
    public static Initializer LecunNormal => new Initializers.LecunNormal();

    /// <summary>Gets an initializer of random orthogonal matrices.</summary>
    public static Initializer Orthogonal => new Initializers.Orthogonal();

    /// <summary>Creates an initializer that sets all elements to one value.</summary>
    /// <param name="value">The value.</param>
    public static Initializer Constant(double value) => new Initializers.Constant(value);
}
