using Keras.Constraints;
using Keras.Initializers;
using Keras.Regularizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Normalizes each sample by its own mean and variance along axes: <c>(x - mean) / √(variance + epsilon) · gamma + beta</c> (Ba et al.,
/// 2016).
/// </summary>
/// <param name="axis">The axes that are normalized, of known lengths. Default: the last.</param>
public sealed class LayerNormalization(Axes axis = default) : ScaleAndCenter
{
    private Shape lengths = Shape.Scalar;

    /// <summary>The axes that are normalized; a sorted list once the layer is built.</summary>
    public Axes Axis { get; private set; } = axis.IsAll ? -1 : axis;

    /// <summary>
    /// Whether values are only divided by their standard deviation, without beta, as Keras's deprecated <c>rms_scaling</c> does; see
    /// <see cref="RMSNormalization"/>. Default: false.
    /// </summary>
    public bool RmsScaling { get; init; }

    internal static LayerNormalization FromConfig(Config config) => new(config.GetAxes("axis", -1))
    {
        Epsilon = config.GetDouble("epsilon", 1e-3),
        Center = config.GetBool("center", true),
        Scale = config.GetBool("scale", true),
        RmsScaling = config.GetBool("rms_scaling", false),
        BetaInitializer = config.GetObject("beta_initializer", InitializerRegistry.Instance) ?? Initializers.Zeros,
        GammaInitializer = config.GetObject("gamma_initializer", InitializerRegistry.Instance) ?? Initializers.Ones,
        BetaRegularizer = config.GetObject("beta_regularizer", RegularizerRegistry.Instance),
        GammaRegularizer = config.GetObject("gamma_regularizer", RegularizerRegistry.Instance),
        BetaConstraint = config.GetObject("beta_constraint", ConstraintRegistry.Instance),
        GammaConstraint = config.GetObject("gamma_constraint", ConstraintRegistry.Instance),
    };

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

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.SetAxes("axis", Axis).Set("epsilon", Epsilon).Set("center", Center).Set("scale", Scale);
        // Keras 3.3 refuses the key.
        if (RmsScaling)
            config.Set("rms_scaling", true);
        WriteWeights(config);
    }
}
