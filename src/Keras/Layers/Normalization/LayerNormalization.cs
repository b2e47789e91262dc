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
        // Keras sorts axes from the end as they are, and its files have weights in that order.
        BuildWeights([.. NormalizedAxes.Positions(Axis, input, this).Select(p => input[p])], center: !RmsScaling);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        // Keras counts negative axes from the end of each input, of whatever number of axes.
        int[] positions = [.. NormalizedAxes.Positions(Axis, x.Shape, this).Order()];
        NormalizedAxes.Check(positions, lengths, x.Shape, this);
        return (RmsScaling ? Scaled(x, positions) : Ops.LayerNormalization(x, InOrder(Gamma), InOrder(Beta), positions, Epsilon))
            .Cast(ComputeDType);
    }

    private Symbol Scaled(Symbol x, int[] positions)
    {
        Symbol wide = x.Cast(TypePromotion.Result(x.DType, DType.Float32));
        Symbol scaled = wide * RawOps.Rsqrt(Ops.Var(wide, positions, keepDims: true) + Epsilon);
        return scaled * NormalizedAxes.Along(InOrder(Gamma)!.Value.Cast(wide.DType), wide, positions);
    }

    private Symbol? InOrder(Weight? weight) => weight is null ? null
        : weight.Shape == lengths ? weight.ToSymbol() : weight.ToSymbol().Reshape([.. lengths]);
}
