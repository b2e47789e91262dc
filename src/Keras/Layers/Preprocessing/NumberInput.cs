using TensorFlow;

namespace Keras.Layers;

/// <summary>Refuses inputs that are no numbers before they reach an op that cannot take them.</summary>
internal static class NumberInput
{
    /// <summary>The input.</summary>
    /// <exception cref="ShapeException">The elements are strings, or of another type that is no number.</exception>
    public static Symbol Of(Symbol x, Layer layer)
    {
        Require(x.DType, x.Shape, layer);
        return x;
    }

    /// <inheritdoc cref="Of"/>
    public static void Require(DType dtype, Shape shape, Layer layer)
    {
        if (dtype is DType.String or DType.Resource or DType.Variant)
            throw new ShapeException(
                $"{layer.ClassName} '{layer.Name}': expected numbers, got {dtype.StandardName} {shape}; "
                + "make numbers of them before, as StringLookup does.");
    }
}
