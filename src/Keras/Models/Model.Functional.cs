using System.Runtime.CompilerServices;
using Keras.Layers;
using Keras.Models;
using TensorFlow;

namespace Keras;

/// <content>Functional models: a graph of calls between inputs and outputs.</content>
public partial class Model
{
    private readonly FunctionalGraph? graph;
    private readonly Layer[]? functionalLayers;

    /// <summary>Creates a functional model: the computation between Keras tensors.</summary>
    /// <param name="inputs">The inputs: one, a list, or a dictionary by name. Tensors that are no <see cref="Keras.Input"/> become new
    /// inputs, so a part of a model is a model too.</param>
    /// <param name="outputs">The outputs: one, a list, or a dictionary by name.</param>
    /// <param name="name">The name. Default: <c>functional</c>, <c>functional_1</c>, ….</param>
    /// <exception cref="ArgumentException">An output does not follow from the inputs, or two layers have one name.</exception>
    public Model(Structure<KerasTensor> inputs, Structure<KerasTensor> outputs, string? name = null)
        : this()
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (name is not null)
            GiveName(name);
        using BuildTransaction building = BuildTransaction.Begin(this);
        graph = FunctionalGraph.Create(inputs, outputs, Name);
        functionalLayers = [.. graph.Layers];
        foreach (Layer layer in functionalLayers)
            AddLayer(layer);
        BuildShape = graph.Inputs.Count == 1 ? graph.Inputs[0].Shape : null;
        OutputShape = graph.Outputs[0].Shape;
        MarkBuilt();
        shaped = LayerStructure.Of(this);
        if (!DeferredInitialization.IsActive)
            WeightInitialization.Run([.. State]);
        building.Complete();
    }

    /// <summary>Creates a functional model of lists of inputs and outputs.</summary>
    /// <inheritdoc cref="Model(Structure{KerasTensor}, Structure{KerasTensor}, string?)"/>
    /// <example>
    /// <code>
    /// Input image = new([28, 28], name: "image"), meta = new([4], name: "meta");
    /// KerasTensor features = new Concatenate().Apply(new Flatten().Apply(image), meta);
    /// KerasTensor digit = new Dense(10, "softmax") { Name = "digit" }.Apply(features);
    /// using var model = new Model([image, meta], digit);
    /// model.Compile("adam", "sparse_categorical_crossentropy");
    /// model.Fit(new() { ["image"] = new byte[2, 28, 28], ["meta"] = new float[2, 4] }, new int[] { 3, 7 });
    /// </code>
    /// </example>
    [OverloadResolutionPriority(-1)]
    public Model(IReadOnlyList<KerasTensor> inputs, Structure<KerasTensor> outputs, string? name = null)
        : this(ToStructure(inputs), outputs, name)
    {
    }

    /// <summary>The inputs in Keras's order: dictionaries by name. Empty where the model has no graph.</summary>
    public IReadOnlyList<KerasTensor> Inputs => CurrentGraph?.Inputs ?? [];

    /// <summary>The outputs in Keras's order. Empty where the model has no graph.</summary>
    public IReadOnlyList<KerasTensor> Outputs => CurrentGraph?.Outputs ?? [];

    /// <summary>The names of the inputs, as data are given by name.</summary>
    public IReadOnlyList<string> InputNames => CurrentGraph?.InputNames ?? [];

    /// <summary>The names of the outputs, as targets, losses and metrics are given by name: those of the layers that give them.</summary>
    public IReadOnlyList<string> OutputNames => CurrentGraph?.OutputNames ?? [];

    /// <summary>Gets the input of a model of one.</summary>
    /// <exception cref="InvalidOperationException">The model has no graph, or several inputs.</exception>
    public override KerasTensor Input =>
        CurrentGraph is { Inputs: [{ } only] } ? only : Graph is null ? base.Input : throw new InvalidOperationException(
        $"The model '{Name}' has {Inputs.Count} inputs ({string.Join(", ", InputNames)}); take one of Inputs.");

    /// <summary>Gets the output of a model of one.</summary>
    /// <exception cref="InvalidOperationException">The model has no graph, or several outputs.</exception>
    public override KerasTensor Output =>
        CurrentGraph is { Outputs: [{ } only] } ? only : Graph is null ? base.Output : throw new InvalidOperationException(
        $"The model '{Name}' has {Outputs.Count} outputs ({string.Join(", ", OutputNames)}); take one of Outputs.");

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["inputs", "training", "mask"];

    /// <inheritdoc/>
    protected internal override bool ConvertsInputs => graph is null;

    /// <summary>The graph of the model; null where the computation is written otherwise.</summary>
    internal virtual FunctionalGraph? Graph => graph;

    // As users see it: also where a layer inside was changed by itself.
    private FunctionalGraph? CurrentGraph
    {
        get
        {
            RefreshShapes();
            return Graph;
        }
    }

    /// <summary>Gets a layer.</summary>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentException">No layer has the name; the message suggests the nearest.</exception>
    public Layer GetLayer(string name)
    {
        Required.Value("GetLayer", "the name of a layer", name);
        IReadOnlyList<Layer> layers = Layers;
        return layers.FirstOrDefault(l => l.Name == name) ?? throw new ArgumentException(
            $"The model '{Name}' has no layer '{name}'; {NearestNames.Hint(name, [.. layers.Select(l => l.Name)], "its layers are")}",
            nameof(name));
    }

    /// <summary>Gets a layer.</summary>
    /// <param name="index">The position in <see cref="Layers"/>, <c>^1</c> for the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer layers.</exception>
    public Layer GetLayer(Index index)
    {
        IReadOnlyList<Layer> layers = Layers;
        int at = index.GetOffset(layers.Count);
        return at >= 0 && at < layers.Count ? layers[at] : throw new ArgumentOutOfRangeException(
            nameof(index), index, $"The model '{Name}' has {layers.Count} layers, got index {index}.");
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        if (graph is null)
            return base.Call(inputs, context);
        return graph.Run(FunctionalInputs.Standardize(graph, inputs, context, Name), context);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context) => graph is null
        ? base.Call(arguments, context)
        : Call(FunctionalInputs.Order(graph, arguments.Require(CallParameters[0]), Name), context);

    private static Structure<KerasTensor> ToStructure(IReadOnlyList<KerasTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return KerasTensor.InOne(tensors);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        if (graph is null)
        {
            base.WriteConfig(config);
            return;
        }

        config.Set("name", Name).Set("trainable", Trainable);
        FunctionalConfig.Write(graph, config);
    }
}
