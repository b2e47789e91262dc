using Keras.Layers;
using TensorFlow;

namespace Keras;

/// <content>Building: the creation of the weights for the shapes of inputs.</content>
public abstract partial class Layer
{
    private int? weightsBeforeBuild;
    private int? layersBeforeBuild;
    private Shape? outputShape;

    /// <summary>Whether the weights have been created.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>The shape of the output for inputs of the shape that it was built for, with the batch axis; null before it is
    /// built.</summary>
    public Shape? OutputShape
    {
        get
        {
            RefreshShapes();
            return outputShape;
        }

        internal set => outputShape = value;
    }

    /// <summary>The shapes of the inputs that the layer was built for; none before.</summary>
    public IReadOnlyList<Shape> BuildInputs { get; private set; } = [];

    /// <summary>Whether Keras writes that shape: not for layers that have nothing to build.</summary>
    protected internal virtual bool HasBuildConfig => true;

    /// <summary>Creates the weights of the layer for inputs of given shapes, unless that is done: for layers that have this one
    /// inside.</summary>
    /// <param name="inputs">The shapes of the inputs with the batch axis, which may be unknown.</param>
    /// <exception cref="ShapeException">The layer does not fit the shapes.</exception>
    public void BuildFor(params IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (IsBuilt)
            return;
        (weightsBeforeBuild, layersBeforeBuild) = (ownWeights.Length, ownLayers.Length);
        using LayerPath path = LayerPath.Enter(this);
        builtPath = LayerPath.Of(this);
        CheckPolicy();
        Build(inputs);
        (IsBuilt, BuildInputs) = (true, inputs);
    }

    /// <summary>Takes back what building made, where the model around it could not be built.</summary>
    internal void Unbuild()
    {
        if (layersBeforeBuild is not { } layers || weightsBeforeBuild is not { } weights)
            return;
        foreach (Weight weight in ownWeights.Skip(weights))
            weight.Dispose();
        foreach (Layer layer in ownLayers.Skip(layers))
            layer.Release();
        ownWeights = ownWeights[..weights];
        ownLayers = ownLayers[..layers];
        foreach (Layer layer in ownLayers)
            layer.Unbuild();
        (weightsBeforeBuild, layersBeforeBuild, OutputShape, BuildInputs, IsBuilt, builtPath) = (null, null, null, [], false, null);
    }

    /// <summary>Recomputes shapes that a change of a layer inside made old.</summary>
    private protected virtual void RefreshShapes()
    {
    }

    private protected void MarkBuilt() => IsBuilt = true;

    private protected void MarkUnbuilt() => IsBuilt = false;
}
