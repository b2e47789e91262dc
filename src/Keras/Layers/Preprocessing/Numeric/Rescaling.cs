using TensorFlow;

namespace Keras.Layers;

/// <summary>Multiplies by a scale and adds an offset, in training and otherwise: <c>x · scale + offset</c>; integers become floating-point
/// numbers.</summary>
/// <param name="scale">The scale, one or for each channel: <c>1 / 255.0</c> takes bytes to [0, 1].</param>
/// <param name="offset">The offset, one or for each channel. Default: 0.</param>
[KerasSerializable]
public sealed partial class Rescaling(NumberArray scale, NumberArray? offset = null) : Layer
{
    /// <summary>The scale.</summary>
    public NumberArray Scale { get; } = scale
        ?? throw new ArgumentNullException(nameof(scale), "Rescaling: expected a scale, got null; pass a number or a list of them.");

    /// <summary>The offset.</summary>
    public NumberArray Offset { get; } = offset ?? 0.0;

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        x = NumberInput.Of(x, this).Cast(ComputeDType);
        return (x * Fitting(Scale, x, "scale")) + Fitting(Offset, x, "offset");
    }

    private Symbol Fitting(NumberArray numbers, Symbol x, string name)
    {
        Shape given = numbers.Shape, shape = x.Shape;
        for (int i = 1; i <= Math.Min(given.Rank, shape.Rank); i++)
        {
            if (given[^i] != shape[^i] && given[^i] != 1 && shape[^i] is not (1 or Shape.UnknownDimension))
                throw new ShapeException(
                    $"{ClassName} '{Name}': expected a {name} of one number or of shapes that broadcast with {shape}, got one of {given}.");
        }

        return numbers.ToSymbol(x.Graph, x.DType);
    }
}
