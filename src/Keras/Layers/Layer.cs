using TensorFlow;

namespace Keras;

/// <summary>
/// A step of a model: it has weights and writes, into the program of a model, how its output follows from its input. Derive from it for a layer of
/// one's own: make the weights in <see cref="Build(Shape)"/>, write the computation in <see cref="Call(Symbol, CallContext)"/>.
/// </summary>
public abstract partial class Layer : KerasObject, IDisposable
{
    private readonly string prefix;
    private readonly List<Weight> ownWeights = [];
    private readonly List<Layer> ownLayers = [];
    private readonly List<SeedGenerator> seedGenerators = [];
    private string name;
    private bool trainable = true;
    private int? weightsBeforeBuild;
    private int? layersBeforeBuild;
    private int changes;
    private DTypePolicy dtypePolicy = DTypePolicy.Float32;
    private Regularizer? activityRegularizer;

    /// <summary>A layer with an automatic name.</summary>
    protected Layer()
    {
        prefix = SnakeCase.Of(ClassName);
        name = AutoNames.Next(prefix);
    }

    /// <summary>The name, unique in a model: given, or Keras's automatic one (<c>dense</c>, <c>dense_1</c>, …).</summary>
    /// <exception cref="ArgumentException">The name is empty or has a slash.</exception>
    public string Name
    {
        get => name;
        init => Rename(value);
    }

    /// <summary>The shape of one input, without the batch axis, where this is the first layer of a model; null where it follows from what comes before.</summary>
    public Shape? InputShape { get; init; }

    /// <summary>The types in which it computes and keeps weights; float32 by default.</summary>
    public DTypePolicy DTypePolicy
    {
        get => dtypePolicy;
        init => dtypePolicy = value;
    }

    /// <summary>Whether training changes its weights; true by default.</summary>
    public bool Trainable
    {
        get => trainable;
        set
        {
            trainable = value;
            foreach (Layer layer in ownLayers)
                layer.Trainable = value;
        }
    }

    /// <summary>The penalty on its output, divided by the batch size and added to the loss; null for none.</summary>
    public Regularizer? ActivityRegularizer
    {
        get => activityRegularizer;
        init => activityRegularizer = value;
    }

    /// <summary>Whether its weights are made.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>The shapes that it was built for and gives, with the batch axis; null before it is built.</summary>
    public Shape? OutputShape { get; internal set; }

    /// <summary>The shape of the input that it was built for; null before.</summary>
    internal Shape? BuildInput { get; private set; }

    /// <summary>Whether Keras writes that shape: not for layers that have nothing to build.</summary>
    private protected virtual bool HasBuildConfig => true;

    /// <summary>The weights that training changes, in order.</summary>
    public IReadOnlyList<Weight> TrainableWeights =>
        Trainable ? [.. OwnWeights.Where(w => w.Trainable).Concat(ownLayers.SelectMany(l => l.TrainableWeights)).Distinct()] : [];

    /// <summary>The weights that training leaves alone, in order.</summary>
    public IReadOnlyList<Weight> NonTrainableWeights => Trainable
        ? [.. OwnWeights.Where(w => !w.Trainable).Concat(ownLayers.SelectMany(l => l.NonTrainableWeights)).Distinct()]
        : [.. Weights];

    /// <summary>All weights in Keras's order: its own that were made trainable, its own others, those of its sublayers. Freezing one does not move it; those of a layer that is in two sublayers are there once.</summary>
    public IReadOnlyList<Weight> Weights => [.. OwnWeights.Concat(ownLayers.SelectMany(l => l.Weights)).Distinct()];

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Layer).Assembly ? "keras.layers" : null;

    /// <summary>The weights of this layer without those inside of it, in Keras's order: those that began as trainable come first, frozen or not.</summary>
    internal IReadOnlyList<Weight> OwnWeights => [.. ownWeights.Where(w => w.BeganTrainable), .. ownWeights.Where(w => !w.BeganTrainable)];

    /// <summary>Those of its own weights that a file of weights has.</summary>
    internal virtual IReadOnlyList<Weight> SavedWeights => OwnWeights;

    /// <summary>The layers inside of it.</summary>
    internal IReadOnlyList<Layer> SubLayers => ownLayers;

    /// <summary>Whether XLA compiles the layer to something faster than the ordinary kernels; false for convolutions and their kin.</summary>
    protected internal virtual bool PrefersCompilation => ownLayers.TrueForAll(l => l.PrefersCompilation);

    /// <summary>How often it and the layers inside of it came to compute something else.</summary>
    internal int Generation => changes + ownLayers.Sum(l => l.Generation);

    /// <summary>Whether the mask of the input is that of the output, too; where not, the mask ends here.</summary>
    internal virtual bool SupportsMasking => false;

    /// <summary>Everything that a program keeps between runs for this layer: its weights and the states of its random numbers.</summary>
    internal IEnumerable<Weight> State =>
        ownWeights.Concat(seedGenerators.Select(s => s.State)).Concat(ownLayers.SelectMany(l => l.State)).Distinct();

    /// <summary>The number of elements of all weights.</summary>
    public long CountParams() => Weights.Sum(w => w.Shape.ElementCount);

    /// <summary>The values of all weights, in order.</summary>
    public Tensor[] GetWeights() => [.. Weights.Select(w => w.Read())];

    /// <summary>Sets the values of all weights.</summary>
    /// <param name="values">One tensor for each weight, in order, of its shape.</param>
    /// <exception cref="ArgumentException">Their number is another.</exception>
    /// <exception cref="ShapeException">A shape does not fit; no weight is changed then.</exception>
    public void SetWeights(params IReadOnlyList<Tensor> values)
    {
        IReadOnlyList<Weight> weights = Weights;
        if (values.Count != weights.Count)
            throw new ArgumentException($"{ClassName} '{Name}': expected {weights.Count} weights, got {values.Count}.", nameof(values));
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i].Shape != weights[i].Shape)
                throw new ShapeException($"{ClassName} '{Name}': expected weight {i} ('{weights[i].Path}') to have shape {weights[i].Shape}, got {values[i].Shape}.");
        }

        for (int i = 0; i < values.Count; i++)
            weights[i].Assign(values[i]);
    }

    /// <summary>Writes the layer into the program of this thread; builds it first if that has not happened.</summary>
    /// <param name="x">Its input.</param>
    /// <param name="context">Whether the program trains, and where losses go.</param>
    public Symbol Apply(Symbol x, CallContext context)
    {
        if (!IsBuilt)
            BuildFor(x.Shape);
        DType? outerType = Trace.Current.ComputeType;
        Trace.Current.ComputeType = DTypePolicy.ComputeDType;
        Symbol input = x.DType.IsFloatingPoint ? x.Cast(DTypePolicy.ComputeDType) : x;
        context.CarryMask(x, input);
        Symbol output = Call(input, context);
        if (SupportsMasking && context.MaskOf(x) is { } mask && context.MaskOf(output) is null)
            context.SetMask(output, mask);
        if (ActivityRegularizer is { } regularizer)
            context.AddLoss(regularizer.Apply(output) / Ops.Cast(Ops.Shape(output, 0), output.DType));
        Trace.Current.ComputeType = outerType;
        return output;
    }

    /// <summary>Frees its weights.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the weights.</summary>
    /// <param name="input">The shape of the input, with the batch axis, which may be unknown.</param>
    protected virtual void Build(Shape input)
    {
    }

    /// <summary>Writes how the output follows from the input.</summary>
    /// <param name="x">The input, with the batch axis first.</param>
    /// <param name="context">Whether the program trains, and where losses go.</param>
    protected abstract Symbol Call(Symbol x, CallContext context);

    /// <summary>Makes a weight. For <see cref="Build(Shape)"/>.</summary>
    /// <param name="weightName">The name in this layer: "kernel".</param>
    /// <param name="shape">The axes, all known.</param>
    /// <param name="initializer">Where the first values come from; glorot_uniform by default.</param>
    /// <param name="regularizer">The penalty on its values; null for none.</param>
    /// <param name="constraint">What its values are projected onto after each update; null for nothing.</param>
    /// <param name="trainable">Whether training changes it by gradients.</param>
    /// <param name="dtype">The type; that of the layer's policy by default.</param>
    protected Weight AddWeight(
        string weightName,
        Shape shape,
        Initializer? initializer = null,
        Regularizer? regularizer = null,
        Constraint? constraint = null,
        bool trainable = true,
        DType? dtype = null)
    {
        Weight weight = new(weightName, shape, dtype ?? DTypePolicy.VariableDType, initializer ?? new Initializers.GlorotUniform())
        {
            Path = $"{Name}/{weightName}",
            Regularizer = regularizer,
            Constraint = constraint,
            Trainable = trainable,
            BeganTrainable = trainable,
        };
        ownWeights.Add(weight);
        return weight;
    }

    /// <summary>Makes a layer a part of this one: its weights are among this layer's.</summary>
    /// <typeparam name="T">The layer's class.</typeparam>
    /// <param name="layer">The layer.</param>
    protected T AddLayer<T>(T layer)
        where T : Layer
    {
        ownLayers.Add(layer);
        return layer;
    }

    /// <summary>Gives the layer random numbers of its own.</summary>
    /// <param name="seed">The seed; null means one that follows from <see cref="Runtime.Seed"/>.</param>
    protected SeedGenerator AddSeedGenerator(long? seed)
    {
        SeedGenerator generator = new(seed);
        seedGenerators.Add(generator);
        return generator;
    }

    /// <summary>Frees its weights.</summary>
    /// <param name="disposing">Whether it is called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        foreach (Weight weight in ownWeights)
            weight.Dispose();
        foreach (SeedGenerator generator in seedGenerators)
            generator.State.Dispose();
        foreach (Layer layer in ownLayers)
            layer.Dispose();
    }

    /// <summary>Begins all random numbers of the layer anew, from a seed.</summary>
    internal void Reseed(long seed)
    {
        foreach (SeedGenerator generator in seedGenerators)
        {
            if (generator.Seed is not null)
                continue;
            using Tensor state = Tensor.Create<long>([RandomSeeds.Mix(++seed), 0]);
            generator.State.Assign(state);
        }

        foreach (Layer layer in ownLayers)
            layer.Reseed(RandomSeeds.Mix(++seed));
    }

    /// <summary>The value of a weight as a file has it.</summary>
    internal virtual Tensor ReadSaved(Weight weight) => weight.Read();

    internal void BuildFor(Shape input)
    {
        (weightsBeforeBuild, layersBeforeBuild) = (ownWeights.Count, ownLayers.Count);
        Build(input);
        (IsBuilt, BuildInput) = (true, input);
    }

    /// <summary>Takes back what building made, where the model around it could not be built.</summary>
    internal void Unbuild()
    {
        if (layersBeforeBuild is not { } layers || weightsBeforeBuild is not { } weights)
            return;
        foreach (Weight weight in ownWeights.Skip(weights))
            weight.Dispose();
        foreach (Layer layer in ownLayers.Skip(layers))
            layer.Dispose();
        ownWeights.RemoveRange(weights, ownWeights.Count - weights);
        ownLayers.RemoveRange(layers, ownLayers.Count - layers);
        foreach (Layer layer in ownLayers)
            layer.Unbuild();
        (weightsBeforeBuild, layersBeforeBuild, OutputShape, BuildInput, IsBuilt) = (null, null, null, null, false);
    }

    /// <summary>Says that it computes something else from now on, so that programs that hold it are written anew.</summary>
    private protected void Restructured() => changes++;

    private protected void MarkBuilt() => IsBuilt = true;

    private protected void MarkUnbuilt() => IsBuilt = false;

    private protected void RemoveLayer(Layer layer) => ownLayers.Remove(layer);
}
