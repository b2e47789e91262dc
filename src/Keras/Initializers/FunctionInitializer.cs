using TensorFlow;

namespace Keras.Initializers;

/// <summary>A custom initializer (<see cref="Initializer.From"/>).</summary>
internal sealed class FunctionInitializer(Func<Shape, DType, RandomSource, Symbol> function) : Initializer
{
    public override string? Module => null;

    /// <inheritdoc/>
    protected override Symbol Call(Shape shape, DType dtype, RandomSource random) => function(shape, dtype, random);
}
