using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Divides each sample by its root mean square along axes: <c>x / √(mean(x²) + epsilon) · scale</c> (Zhang and Sennrich, 2019). The scale
/// lies along the axes that are normalized, also where these are not the last, for which Keras fails.
/// </summary>
/// <param name="axis">The axes that are normalized, of known lengths. Default: the last.</param>
/// <param name="epsilon">The number added to the mean square. Default: 1e-6.</param>
[KerasSerializable]
public sealed partial class RMSNormalization(Axes axis = default, double epsilon = 1e-6) : Layer
{
    private Shape lengths = Shape.Scalar;
    private Weight? scale;

    /// <summary>The axes that are normalized; a sorted list once the layer is built.</summary>
    public Axes Axis { get; private set; } = axis.IsAll ? -1 : axis;

    /// <summary>The number added to the mean square.</summary>
    public double Epsilon { get; } = Hyperparameter.Finite(epsilon, nameof(epsilon), nameof(RMSNormalization));

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        lengths = NormalizedAxes.Lengths(Axis, input, this);
        Axis = Axes.Create([.. Axis.AsSpan().ToArray().Order()]);
        scale = AddWeight("scale", lengths, Initializers.Ones);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        // Keras counts negative axes from the end of each input, of whatever number of axes.
        int[] positions = [.. NormalizedAxes.Positions(Axis, x.Shape, this).Order()];
        NormalizedAxes.Check(positions, lengths, x.Shape, this);
        return Ops.RmsNormalization(x, NormalizedAxes.Along(scale!, x, positions), positions, Epsilon);
    }
}
