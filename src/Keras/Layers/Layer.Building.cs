using Keras.Layers;
using TensorFlow;

namespace Keras;

/// <content>Building: the creation of the weights for the shapes of inputs.</content>
public abstract partial class Layer
{
    private readonly Lock building = new();
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

    /// <summary>Creates the weights of the layer for input shapes, unless it is built; for layers that contain this one. A layer that
    /// another thread is building is waited for.</summary>
    /// <param name="inputs">The shapes of the inputs with the batch axis, which may be unknown.</param>
    /// <exception cref="ShapeException">The layer does not fit the shapes.</exception>
    /// <exception cref="InvalidOperationException">Another thread is building the layer, and may be waiting for this one.</exception>
    public void BuildFor(params IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (IsBuilt)
            return;
        using Usage? usage = Usage.IsHeld ? null : Change("BuildFor", UsageRules.WaitsForRuns);
        // A thread that uses other objects already must not wait: the other one may wait for these.
        if (!building.TryEnter())
        {
            throw new InvalidOperationException(
                $"{ClassName} '{Name}' is being built on another thread; call BuildFor, or the layers that share it, on one thread first.");
        }

        try
        {
            if (!IsBuilt)
                BuildOnce(inputs);
        }
        finally
        {
            building.Exit();
        }
    }

    private void BuildOnce(IReadOnlyList<Shape> inputs)
    {
        ThrowIfDisposed();
        using BuildTransaction transaction = BuildTransaction.Begin(this);
        using LayerPath path = LayerPath.Enter(this);
        builtPath = LayerPath.Of(this);
        CheckPolicy();
        Build(inputs);
        (IsBuilt, BuildInputs) = (true, inputs);
        transaction.Complete();
    }

    /// <summary>Saves the state that building changes; the returned action restores it, and frees the weights created since.</summary>
    internal virtual Action Keep()
    {
        (Weight[] weights, Layer[] layers, Shape? shape) = (ownWeights, ownLayers, outputShape);
        (bool wasBuilt, IReadOnlyList<Shape> inputs, string? path) = (IsBuilt, BuildInputs, builtPath);
        return () =>
        {
            foreach (Weight weight in ownWeights.Except(weights, ReferenceEqualityComparer.Instance).Cast<Weight>())
                weight.Dispose();
            foreach (Layer layer in ownLayers.Except(layers, ReferenceEqualityComparer.Instance).Cast<Layer>())
                RemoveLayer(layer);
            (ownWeights, outputShape, IsBuilt, BuildInputs, builtPath) = (weights, shape, wasBuilt, inputs, path);
            ChangeCount.Add();
        };
    }

    /// <summary>Recomputes the shapes after a change of a sublayer.</summary>
    private protected virtual void RefreshShapes()
    {
    }

    private protected void MarkBuilt() => IsBuilt = true;

    private protected void MarkUnbuilt() => IsBuilt = false;
}
