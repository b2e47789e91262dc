using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Models;
using TensorFlow;

namespace Keras;

/// <summary>A model of layers that follow one another.</summary>
public sealed class Sequential : Model
{
    // Both replaced as a whole, never changed, so that other threads can go through them.
    private Layer[] layers = [];
    private SequentialCalls? calls;
    private InputLayer? inputLayer;

    /// <summary>A model of layers that follow one another.</summary>
    /// <param name="layers">The layers; more can be added.</param>
    /// <exception cref="ArgumentException">Two layers have one name.</exception>
    /// <exception cref="ShapeException">The first layer tells its input's shape and the layers do not fit it.</exception>
    public Sequential(params IEnumerable<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        // Where they do not fit, the layers stay their maker's, who may use them otherwise.
        using BuildTransaction building = BuildTransaction.Begin(this);
        foreach (Layer layer in layers)
            Append(layer);
        BuildWherePossible();
        building.Complete();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => layers;

    /// <summary>The input layer; null where the input's shape is not known yet.</summary>
    public InputLayer? InputLayer => inputLayer;

    /// <summary>Adds a layer at the end.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>This model.</returns>
    /// <exception cref="ArgumentException">A layer of that name is there already, or the layer has this model inside.</exception>
    /// <exception cref="ShapeException">The layer does not fit those before; it is not added.</exception>
    /// <exception cref="InvalidOperationException">The model, or another one that has the layer, is being trained or evaluated.</exception>
    public Sequential Add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using Usage usage = Usage.Enter(UsageKind.Change, "Add", this, () => Tree().Concat(layer.Tree()).Distinct());
        ThrowIfDisposed();
        using BuildTransaction building = BuildTransaction.Begin(this);
        Append(layer);
        if (BuildShape is { } shape)
            Rebuild(shape);
        else
            BuildWherePossible();
        building.Complete();
        return this;
    }

    /// <summary>Takes the last layer away; its weights are kept in it, and it is the caller's to dispose.</summary>
    /// <exception cref="InvalidOperationException">There is no layer, or the model is being trained or evaluated.</exception>
    public Layer Pop()
    {
        using Usage usage = Change("Pop");
        ThrowIfDisposed();
        if (layers.Length == 0)
            throw new InvalidOperationException($"The model '{Name}' has no layer to remove; add one first.");
        Layer last = layers[^1];
        layers = layers[..^1];
        calls = calls?.WithoutLast(Name);
        RemoveLayer(last);
        OutputShape = layers.Length > 0 ? layers[^1].OutputShape : null;
        if (layers.Length == 0)
            MarkUnbuilt();
        return last;
    }

    /// <summary>The model of a config: its layers, built where the input's shape is told.</summary>
    internal static Sequential FromConfig(Config config)
    {
        if (config.GetNode("layers") is not JsonArray entries)
            throw new ConfigException(
                $"Sequential: expected a list as argument 'layers', got {SerializedObject.Abbreviate(config.GetNode("layers"))}.");
        Layer[] layers = [.. entries.Select(e => SharedLayers.Read(
            e ?? throw new ConfigException("Sequential: expected a layer, got null."), LayerRegistry.Instance.FromJson))];
        Shape? shape = config.GetShape("build_input_shape");
        Sequential model = new(layers);
        if (!model.IsBuilt && model.layers.Length > 0 && shape is { Rank: > 0 })
            model.BuildModel(shape);
        return model;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        JsonArray entries = [];
        if (inputLayer is not null)
            entries.Add((JsonNode)SerializedObject.Wrap(inputLayer));
        else if (BuildShape is { } shape)
            entries.Add((JsonNode)InputOf(shape));
        foreach (Layer layer in layers)
            entries.Add((JsonNode)SerializedObject.Wrap(layer));
        config.SetNode("layers", entries);
        if (BuildShape is not null)
            config.Set("build_input_shape", BuildShape);
    }

    // Keras gives a model that its data built an input layer too.
    private JsonObject InputOf(Shape shape)
    {
        using InputLayer input = new(shape[1..], dtype: FirstDType) { Name = "input_layer" };
        return SerializedObject.Wrap(input);
    }

    internal override Action Keep()
    {
        Action undo = base.Keep();
        (Layer[] layersBefore, SequentialCalls? callsBefore, InputLayer? inputBefore) = (layers, calls, inputLayer);
        return () =>
        {
            undo();
            if (calls != callsBefore)
            {
                calls?.Forget();
                callsBefore?.Remember();
            }

            (layers, calls, inputLayer) = (layersBefore, callsBefore, inputBefore);
        };
    }

    /// <inheritdoc/>
    protected internal override bool AdoptsLayers => false;

    private protected override DType CallDType => inputLayer?.DType ?? ComputeDType;

    private DType FirstDType => layers is [{ } first, ..] ? first.ComputeDType : DType.Float32;

    private protected override DType InputDType => inputLayer?.DType ?? DType.Float32;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        base.Build(input);
        BuildLayers(input, FirstDType);
    }

    /// <inheritdoc/>
    private protected override void BuildLayers(Shape inputShape, DType dtype)
    {
        if (layers.Length == 0)
            throw NoLayers();
        if (inputLayer is not null && !inputLayer.BatchShape.IsCompatibleWith(inputShape))
            throw new ShapeException(
                $"Model '{Name}': expected inputs of shape {inputLayer.BatchShape}, as its Input says, got "
                + $"{inputShape}; change the Input or the data.");
        SequentialCalls recorded = SequentialCalls.Record(
            inputLayer ?? new InputLayer(dtype, inputShape) { Name = "input_layer" }, layers, Name);
        calls?.Forget();
        calls = recorded;
        OutputShape = recorded.Outputs[0].Shape;
        MarkBuilt();
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        Layer[] layers = this.layers;
        if (layers.Length == 0)
            throw NoLayers();
        IReadOnlyList<Symbol> values = inputs;
        if (inputs.Count == 1 && BuildShape is { } expected)
        {
            Symbol input = InputRank.Adjust(inputs[0], expected);
            if (inputLayer is not null)
                input = input.Cast(inputLayer.DType);
            context.CarryMask(inputs[0], input);
            values = [input];
        }

        foreach (Layer layer in layers)
        {
            values = layer.ApplyAll(values, context);
            // The shape for any number of rows, which building shows first; functions for some number come later.
            layer.OutputShape ??= values[0].Shape;
        }

        OutputShape ??= values[0].Shape;
        return values;
    }

    /// <inheritdoc/>
    internal override FunctionalGraph? Graph => calls?.Graph;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Layers that live on in other models forget the calls of this one.
        if (disposing)
            calls?.Forget();
        base.Dispose(disposing);
    }

    private InvalidOperationException NoLayers() => new($"The model '{Name}' has no layers; add some first.");

    private void Append(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer is InputLayer input)
        {
            if (layers.Length > 0 || inputLayer is not null)
                throw new ArgumentException($"The model '{Name}' has an input already; an InputLayer can only come first.", nameof(layer));
            inputLayer = input;
            return;
        }

        if (Array.Exists(layers, l => l.Name == layer.Name))
            throw new ArgumentException(
                $"The model '{Name}' has a layer '{layer.Name}' already; names must be unique in a model.", nameof(layer));
        layers = [.. layers, AddLayer(layer)];
    }

    private void BuildWherePossible()
    {
        if (inputLayer is null && layers.Length > 0 && layers[0].InputShape is { } shape)
            inputLayer = new InputLayer(shape);
        if (inputLayer is not null && layers.Length > 0)
            BuildModel(inputLayer.BatchShape, inputLayer.DType);
    }

    private void Rebuild(Shape shape)
    {
        MarkUnbuilt();
        BuildModel(shape, InputDType);
    }
}
