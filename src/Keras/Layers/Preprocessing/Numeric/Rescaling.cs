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
        DType dtype = ComputeDType;
        x = NumberInput.Of(x, this).Cast(dtype);
        return (x * Scale.ToSymbol(x.Graph, dtype)) + Offset.ToSymbol(x.Graph, dtype);
    }
}
