namespace Keras.Layers;

/// <summary>
/// Keras's initializers: as a value with default arguments, <c>Initializers.GlorotUniform</c>, or with arguments, <c>new
/// Initializers.GlorotUniform(seed: 7)</c>.
/// </summary>
/// <remarks>Each read of a random one gives a new initializer with a seed of its own. <see cref="Initializer"/> has the same
/// values.</remarks>
public abstract class Initializers : InitializerClasses
{
    private Initializers()
    {
    }

    /// <inheritdoc cref="Initializer.Zeros"/>
    public static new Initializer Zeros => Initializer.Zeros;

    /// <inheritdoc cref="Initializer.Ones"/>
    public static new Initializer Ones => Initializer.Ones;

    /// <inheritdoc cref="Initializer.Identity"/>
    public static new Initializer Identity => Initializer.Identity;

    /// <inheritdoc cref="Initializer.RandomNormal"/>
    public static new Initializer RandomNormal => Initializer.RandomNormal;

    /// <inheritdoc cref="Initializer.TruncatedNormal"/>
    public static new Initializer TruncatedNormal => Initializer.TruncatedNormal;

    /// <inheritdoc cref="Initializer.RandomUniform"/>
    public static new Initializer RandomUniform => Initializer.RandomUniform;

    /// <inheritdoc cref="Initializer.VarianceScaling"/>
    public static new Initializer VarianceScaling => Initializer.VarianceScaling;

    /// <inheritdoc cref="Initializer.GlorotUniform"/>
    public static new Initializer GlorotUniform => Initializer.GlorotUniform;

    /// <inheritdoc cref="Initializer.GlorotNormal"/>
    public static new Initializer GlorotNormal => Initializer.GlorotNormal;

    /// <inheritdoc cref="Initializer.HeUniform"/>
    public static new Initializer HeUniform => Initializer.HeUniform;

    /// <inheritdoc cref="Initializer.HeNormal"/>
    public static new Initializer HeNormal => Initializer.HeNormal;

    /// <inheritdoc cref="Initializer.LecunUniform"/>
    public static new Initializer LecunUniform => Initializer.LecunUniform;

    /// <inheritdoc cref="Initializer.LecunNormal"/>
    public static new Initializer LecunNormal => Initializer.LecunNormal;

    /// <inheritdoc cref="Initializer.Orthogonal"/>
    public static new Initializer Orthogonal => Initializer.Orthogonal;

    /// <inheritdoc cref="Initializer.Constant(double)"/>
    public static new Initializer Constant(double value) => Initializer.Constant(value);
}
