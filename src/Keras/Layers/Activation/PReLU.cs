using TensorFlow;

namespace Keras.Layers;

/// <summary>The parametric rectified linear unit: x where x ≥ 0, else alpha · x with alpha learned (He et al., 2015).</summary>
[KerasSerializable]
public sealed partial class PReLU : Layer
{
    private Weight? alpha;

    /// <summary>The initializer of the slopes. Default: zeros.</summary>
    public Initializer AlphaInitializer { get; init; } = Initializers.Zeros;

    /// <summary>The regularizer of the slopes. Default: none.</summary>
    public Regularizer? AlphaRegularizer { get; init; }

    /// <summary>The constraint of the slopes. Default: none.</summary>
    public Constraint? AlphaConstraint { get; init; }

    /// <summary>The axes, counted from 1, along which the slopes are shared; as in Keras, 0 is the last one, and -1 the one before it.
    /// Default: none.</summary>
    public Axes SharedAxes { get; init => field = value.IsAll ? value : Axes.Create(value.AsSpan()); }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        long[] shape = [.. input[1..]];
        foreach (int axis in SharedAxes)
        {
            // As in Keras, which counts them without the batch axis even from the end.
            int place = axis > 0 ? axis - 1 : axis - 1 + shape.Length;
            if (place < 0 || place >= shape.Length)
                throw new ShapeException(
                    $"PReLU '{Name}': expected shared axes from {1 - shape.Length} to {shape.Length} of the input {input}, got {axis}.");
            shape[place] = 1;
        }

        if (shape.Any(d => d < 0))
            throw new ShapeException(
                $"PReLU '{Name}': expected known lengths of the axes without shared slopes, got {input}; share the slopes of the others "
                + "(SharedAxes).");
        alpha = AddWeight("alpha", Shape.Create(shape), AlphaInitializer, AlphaRegularizer, AlphaConstraint);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => Rectifier.Relu(x) - (alpha! * Rectifier.Relu(-x));
}
