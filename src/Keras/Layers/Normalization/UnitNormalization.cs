using TensorFlow;

namespace Keras.Layers;

/// <summary>Divides each sample by its L2 norm along axes, so that the norm becomes 1: <c>x · min(1 / √(Σ x²), 1e12)</c>.</summary>
/// <param name="axis">The axes that are normalized together. Default: the last.</param>
[KerasSerializable]
public sealed partial class UnitNormalization(Axes axis = default) : Layer
{
    /// <summary>The axes that are normalized together.</summary>
    public Axes Axis { get; } = axis.IsAll ? -1 : axis;

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        Symbol inverse = RawOps.Rsqrt(
            RawOps.Sum(RawOps.Square(x), x.Graph.Constant(NormalizedAxes.Positions(Axis, x.Shape, this)), keepDims: true));
        return x * RawOps.Minimum(inverse, inverse.Number(1e12));
    }
}
