using TensorFlow;

namespace Keras.Initializers;

/// <summary>
/// An initializer that draws its numbers. With a seed, one initializer makes the same numbers every time; without, each weight gets its
/// own.
/// </summary>
public abstract class RandomInitializer : Initializer
{
    /// <summary>Creates a random initializer.</summary>
    /// <param name="seed">The seed. Default: null, derived from <see cref="Runtime.Seed"/>.</param>
    protected RandomInitializer(long? seed) => Seed = seed;

    /// <summary>The seed; null where derived from <see cref="Runtime.Seed"/>.</summary>
    public long? Seed { get; }

    /// <inheritdoc/>
    protected internal override long? NextSeed() => Seed ?? base.NextSeed();

    /// <summary>The seed of a config: a number, null, or one of Keras's generators, of which its first number is taken.</summary>
    internal static long? ReadSeed(Config config) => config.GetSeed("seed");

    /// <inheritdoc/>
    protected sealed override Symbol Call(Shape shape, DType dtype, RandomSource random) => dtype.IsFloatingPoint
        ? Draw(shape, dtype, random)
        : throw new ArgumentException($"{ClassName}: expected a floating-point type to draw, got {dtype.StandardName}.", nameof(dtype));

    /// <summary>Writes the computation of the values, of a floating-point type.</summary>
    protected abstract Symbol Draw(Shape shape, DType dtype, RandomSource random);

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config.Set("seed", Seed);
}
