using Keras.Initializers;
using TensorFlow;

namespace Keras;

/// <summary>An initializer of weights. A Keras name ("glorot_uniform") converts to one.</summary>
public abstract partial class Initializer : KerasObject
{
    /// <summary>
    /// Gets the classes of initializers by name, for reading one that is an argument: <c>config.GetObject("initializer",
    /// Initializer.Registry)</c>.
    /// </summary>
    public static Registry<Initializer> Registry => InitializerRegistry.Instance;

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Initializer).Assembly ? "keras.initializers" : null;

    /// <summary>The initializer of a name.</summary>
    /// <param name="name">A Keras name such as "he_normal".</param>
    /// <exception cref="UnknownNameException">There is none of that name; the message suggests the nearest.</exception>
    public static implicit operator Initializer(string name) => InitializerRegistry.Instance.FromName(name);

    /// <summary>A custom initializer. Files that name it are read once a class of that name is registered.</summary>
    /// <param name="function">Writes the computation of the values, of the shape and type given; it may draw random numbers.</param>
    public static Initializer From(Func<Shape, DType, RandomSource, Symbol> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionInitializer(function);
    }

    /// <summary>Writes the computation of the values.</summary>
    /// <param name="shape">The shape of the weight.</param>
    /// <param name="dtype">The weight's type.</param>
    /// <param name="random">Random numbers; asked at most once for each weight.</param>
    public Symbol Apply(Shape shape, DType dtype, RandomSource random) => Call(shape, dtype, random);

    /// <summary>Writes the computation of the values.</summary>
    /// <param name="shape">The shape of the weight, fully known.</param>
    /// <param name="dtype">The weight's type.</param>
    /// <param name="random">Random numbers.</param>
    /// <returns>A symbol of that shape and type.</returns>
    protected abstract Symbol Call(Shape shape, DType dtype, RandomSource random);

    /// <summary>
    /// The values made on the host, where they are one number everywhere: a function for them would be folded to a constant, at twice the
    /// memory. Null for others.
    /// </summary>
    protected internal virtual Tensor? Fill(Shape shape, DType dtype) => null;

    /// <summary>The seed for the next weight; null where this initializer is not random.</summary>
    protected internal virtual long? NextSeed() => RandomSeeds.Next();
}
