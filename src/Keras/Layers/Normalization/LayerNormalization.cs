using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Normalizes each sample by its own mean and variance along axes: <c>(x - mean) / √(variance + epsilon) · gamma + beta</c> (Ba et al.,
/// 2016).
/// </summary>
/// <param name="axis">The axes that are normalized, of known lengths. Default: the last.</param>
[KerasSerializable]
public sealed partial class LayerNormalization(Axes axis = default) : ScaleAndCenter
{
    private Shape lengths = Shape.Scalar;

    /// <summary>The axes that are normalized; a sorted list once the layer is built.</summary>
    [ConfigArgument(Order = -1)]
    public Axes Axis { get; private set; } = axis.IsAll ? -1 : axis;

    /// <summary>
    /// Whether values are only divided by their standard deviation, without beta, as Keras's deprecated <c>rms_scaling</c> does; see <see
    /// cref="RMSNormalization"/>. Default: false.
    /// </summary>
    [ConfigArgument(OmittedAtDefault = true)]
    public bool RmsScaling { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        lengths = NormalizedAxes.Lengths(Axis, input, this);
        Axis = Axes.Create([.. Axis.AsSpan().ToArray().Order()]);
        BuildWeights(lengths, center: !RmsScaling);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        // Keras counts negative axes from the end of each input, of whatever number of axes.
        int[] positions = [.. NormalizedAxes.Positions(Axis, x.Shape, this).Order()];
        NormalizedAxes.Check(positions, lengths, x.Shape, this);
        return (RmsScaling ? Scaled(x, positions) : Ops.LayerNormalization(x, Gamma?.ToSymbol(), Beta?.ToSymbol(), positions, Epsilon))
            .Cast(ComputeDType);
    }

    private Symbol Scaled(Symbol x, int[] positions)
    {
        Symbol wide = x.Cast(TypePromotion.Result(x.DType, DType.Float32));
        Symbol scaled = wide * RawOps.Rsqrt(Ops.Var(wide, positions, keepDims: true) + Epsilon);
        return scaled * NormalizedAxes.Along(Gamma!.ToSymbol().Cast(wide.DType), wide, positions);
    }
}
