using TensorFlow;

namespace Keras.CustomParts;

public sealed class PReLU : Layer
{
    private Weight? alpha;

    public Initializer AlphaInitializer { get; init; } = Initializer.Zeros;

    public Regularizer? AlphaRegularizer { get; init; }

    public Constraint? AlphaConstraint { get; init; }

    public Axes SharedAxes { get; init; }

    protected override bool SupportsMasking => true;

    public static PReLU FromConfig(Config config) => new()
    {
        AlphaInitializer = config.GetObject("alpha_initializer", Initializer.Registry) ?? Initializer.Zeros,
        AlphaRegularizer = config.GetObject("alpha_regularizer", Regularizer.Registry),
        AlphaConstraint = config.GetObject("alpha_constraint", Constraint.Registry),
        SharedAxes = config.GetNode("shared_axes") is System.Text.Json.Nodes.JsonArray
            ? Axes.Create([.. config.GetShape("shared_axes")!.Select(a => (int)a)]) : default,
    };

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

    protected override Symbol Call(Symbol x, CallContext context) => RawOps.Relu(x) - (alpha! * RawOps.Relu(-x));

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("alpha_initializer", AlphaInitializer)
            .Set("alpha_regularizer", AlphaRegularizer).Set("alpha_constraint", AlphaConstraint);
        _ = SharedAxes.IsAll ? config.SetNode("shared_axes", null) : config.Set("shared_axes", SharedAxes.AsSpan());
    }
}
