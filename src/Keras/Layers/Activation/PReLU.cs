using Keras.Constraints;
using Keras.Initializers;
using Keras.Regularizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The parametric rectified linear unit: x where x ≥ 0, else alpha · x with alpha learned (He et al., 2015).</summary>
public sealed class PReLU : Layer
{
    private Weight? alpha;

    /// <summary>The initializer of the slopes. Default: zeros.</summary>
    public Initializer AlphaInitializer { get; init; } = Initializers.Zeros;

    /// <summary>The regularizer of the slopes. Default: none.</summary>
    public Regularizer? AlphaRegularizer { get; init; }

    /// <summary>The constraint of the slopes. Default: none.</summary>
    public Constraint? AlphaConstraint { get; init; }

    /// <summary>The axes, counted from 1, along which the slopes are shared. Default: none.</summary>
    public Axes SharedAxes { get; init; }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    internal static PReLU FromConfig(Config config) => new()
    {
        AlphaInitializer = config.GetObject("alpha_initializer", InitializerRegistry.Instance) ?? Initializers.Zeros,
        AlphaRegularizer = config.GetObject("alpha_regularizer", RegularizerRegistry.Instance),
        AlphaConstraint = config.GetObject("alpha_constraint", ConstraintRegistry.Instance),
        SharedAxes = config.GetNode("shared_axes") is System.Text.Json.Nodes.JsonArray
            ? Axes.Create([.. config.GetShape("shared_axes")!.Select(a => (int)a)]) : default,
    };

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        long[] shape = [.. input[1..]];
        foreach (int axis in SharedAxes)
            shape[axis - 1] = 1;
        if (shape.Any(d => d < 0))
            throw new ShapeException(
                $"PReLU '{Name}': expected known lengths of the axes without shared slopes, got {input}; share the slopes of the others "
                + "(SharedAxes).");
        alpha = AddWeight("alpha", Shape.Create(shape), AlphaInitializer, AlphaRegularizer, AlphaConstraint);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => RawOps.Relu(x) - (alpha! * RawOps.Relu(-x));

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("alpha_initializer", AlphaInitializer)
            .Set("alpha_regularizer", AlphaRegularizer).Set("alpha_constraint", AlphaConstraint);
        _ = SharedAxes.IsAll ? config.SetNode("shared_axes", null) : config.Set("shared_axes", SharedAxes.AsSpan());
    }
}
