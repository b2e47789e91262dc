using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of layers that wrap another layer and change how it is called. The wrapped layer is built for the wrapper's inputs, and its
/// weights are the wrapper's.
/// </summary>
/// <example>
/// <code>
/// public sealed class Residual(Layer layer) : Wrapper(layer)
/// {
///     protected override Symbol Call(Symbol x, CallContext context) => x + Layer.Apply(x, context);
/// }
/// </code>
/// </example>
public abstract class Wrapper : Layer
{
    /// <summary>Wraps a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <exception cref="ArgumentException">The layer is nested too deep.</exception>
    /// <exception cref="ObjectDisposedException">The layer was disposed.</exception>
    protected Wrapper(Layer layer) => Layer = AddLayer(layer);

    /// <summary>The wrapped layer.</summary>
    public Layer Layer { get; }

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Group, Layer Layer)> SavedLayers =>
        [("layer", Layer), .. WithClassNames(SubLayers.Where(l => l != Layer))];

    /// <summary>Builds the wrapped layer for the wrapper's input, unless it is built.</summary>
    /// <param name="input">The shape of the input with the batch axis, which may be unknown.</param>
    protected override void Build(Shape input) => BuildInside([input]);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count == 1)
            Build(inputs[0]);
        else
            BuildInside(inputs);
    }

    private protected void BuildInside(IReadOnlyList<Shape> inputs)
    {
        if (!Layer.IsBuilt)
            Layer.BuildFor(inputs);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("layer", Layer);
    }
}
