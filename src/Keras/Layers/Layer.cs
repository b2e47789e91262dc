using Keras.Layers;
using TensorFlow;

namespace Keras;

/// <summary>
/// A layer: weights and the computation of outputs from inputs, written into the function of a model. For a custom layer, derive from this
/// class: create the weights in <see cref="Build(Shape)"/>, write the computation in <see cref="Call(Symbol, CallContext)"/>.
/// </summary>
public abstract partial class Layer : KerasOperation, IUsed, IDisposable
{
    // A step of a call for each takes some of the stack.
    private const int MostNested = 200;
    private readonly string prefix;
    // Replaced as a whole, never changed, so that other threads can go through them.
    private Weight[] ownWeights = [];
    private Layer[] ownLayers = [];
    private SeedGenerator[] seedGenerators = [];
    private string name;
    private bool trainable = true;
    private int? weightsBeforeBuild;
    private int? layersBeforeBuild;
    private int changes;
    private int holders;
    private int depth = 1;
    private Shape? outputShape;
    private LayerStructure? structure;
    private DTypePolicy dtypePolicy = DTypePolicy.Float32;
    private Regularizer? activityRegularizer;

    /// <summary>A layer with an automatic name.</summary>
    protected Layer()
    {
        prefix = NamePrefix;
        name = AutoNames.Next(prefix);
    }

    /// <summary>The name, unique in a model: given, or Keras's automatic one (<c>dense</c>, <c>dense_1</c>, …).</summary>
    /// <exception cref="ArgumentException">The name is empty or has a slash.</exception>
    [CommonArgument]
    public override string Name
    {
        get => name;
        init => Rename(value);
    }

    /// <summary>The shape of one input, without the batch axis, where this is the first layer of a model; null where it follows from what
    /// comes before.</summary>
    public Shape? InputShape { get; init; }

    /// <summary>The types in which it computes and keeps weights. Default: float32.</summary>
    [CommonArgument]
    public DTypePolicy DTypePolicy
    {
        get => dtypePolicy;
        init => UseDTypePolicy(value);
    }

    /// <summary>
    /// Whether training changes its weights and those of the layers inside. Default: true. Set in a callback, it is seen by the next call
    /// of the training
    /// function.
    /// </summary>
    /// <exception cref="InvalidOperationException">The property is set while another thread trains or evaluates a model that has this
    /// layer.</exception>
    [CommonArgument]
    public bool Trainable
    {
        get => trainable;
        set
        {
            using Usage usage = Change("Trainable", UsageRules.WithinOwnRun);
            foreach (Layer layer in Tree())
                layer.trainable = value;
        }
    }

    /// <summary>The regularizer of the output, whose penalty is divided by the batch size and added to the loss. Default: none.</summary>
    [CommonArgument]
    public Regularizer? ActivityRegularizer
    {
        get => activityRegularizer;
        init => activityRegularizer = value;
    }

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

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Layer).Assembly ? "keras.layers" : null;

    /// <summary>The layers inside of it.</summary>
    internal IReadOnlyList<Layer> SubLayers => ownLayers;

    /// <summary>The structure that functions of the layer are written from; the same object as long as the layer does not change.</summary>
    internal LayerStructure CurrentStructure =>
        structure is { } known && known.IsThatOf(this) ? known : structure = LayerStructure.Of(this);

    /// <summary>The number of calls of <see cref="MarkChanged"/>.</summary>
    internal int Changes => changes;

    /// <summary>The layers inside of it, in order.</summary>
    internal ReadOnlySpan<Layer> MadeLayers => ownLayers;

    /// <summary>Whether the object was disposed.</summary>
    internal bool IsDisposed { get; private set; }

    string IUsed.Designation => Designation;

    /// <summary>The layer in a message: <c>the layer 'dense'</c>.</summary>
    private protected virtual string Designation => $"the layer '{Name}'";

    /// <summary>
    /// Gets the number of indices that a lookup layer accepts: indices that come from memory, straight from an input of the model,
    /// are checked before training. Default: null, the inputs are no indices.
    /// </summary>
    protected internal virtual int? IndexCount => null;

    /// <summary>
    /// Whether the layer passes masks on (<see cref="ComputeMask(IReadOnlyList{Symbol}, IReadOnlyList{Symbol?})"/>). Default: false; the
    /// mask ends at this layer.
    /// </summary>
    protected internal virtual bool SupportsMasking => false;

    /// <summary>The automatic name without its number, and the name of the group in files: that of the class in snake case.</summary>
    protected internal virtual string NamePrefix => SnakeCase.Of(ClassName);

    /// <summary>Whether inputs and weights are converted to the compute type of the policy (Keras's <c>autocast</c>); otherwise the layer
    /// does it itself.</summary>
    protected internal virtual bool Autocast => true;

    /// <summary>Whether the layer itself adds the activity regularizer's loss; false where layers inside do, with the same
    /// regularizer.</summary>
    protected internal virtual bool RegularizesOutput => true;

    /// <summary>The layers inside with the names of their groups in a file: attributes of Keras's object, <c>cells/lstm_cell</c> for one in
    /// a list.</summary>
    protected internal virtual IEnumerable<(string Group, Layer Layer)> SavedLayers => WithClassNames(ownLayers);

    /// <summary>
    /// Frees its weights, and those of the layers inside of it that are in no other layer or model. A layer that is in a model lives as
    /// long as the model:
    /// disposing it before does nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">A model that has this layer is being trained or evaluated.</exception>
    public void Dispose()
    {
        using Usage usage = Usage.Enter(UsageKind.Change, "Dispose", this, Disposed);
        if (!IsDisposed && holders <= 0)
        {
            IsDisposed = true;
            Dispose(disposing: true);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Makes a layer a part of this one: its weights are among this layer's. A layer may be a part of several; it is disposed with the last
    /// of them.
    /// </summary>
    /// <typeparam name="T">The layer's class.</typeparam>
    /// <param name="layer">The layer.</param>
    /// <exception cref="ArgumentException">The layer is this one, contains this one, or is nested 200 levels deep.</exception>
    /// <exception cref="ObjectDisposedException">The layer was disposed.</exception>
    protected T AddLayer<T>(T layer)
        where T : Layer
    {
        ArgumentNullException.ThrowIfNull(layer);
        layer.ThrowIfDisposed();
        if (layer.Tree().Contains(this))
        {
            string reason = ReferenceEquals(layer, this) ? "to itself" : $"to {Name}, which is inside of it";
            throw new ArgumentException(
                $"{layer.ClassName} '{layer.Name}' cannot be added {reason}: the layer would contain itself, a cycle.", nameof(layer));
        }

        if (layer.depth >= MostNested)
            throw new ArgumentException(
                $"{layer.ClassName} '{layer.Name}' has {layer.depth} nested layers, expected fewer than {MostNested}; "
                + "put layers side by side.", nameof(layer));
        depth = Math.Max(depth, layer.depth + 1);
        ownLayers = [.. ownLayers, layer];
        _ = Interlocked.Increment(ref layer.holders);
        ChangeCount.Add();
        return layer;
    }

    /// <summary>Whether a layer that this one calls, without having been given it by <see cref="AddLayer"/>, becomes a part of
    /// it.</summary>
    protected internal virtual bool AdoptsLayers => true;

    /// <summary>Makes a layer that this one calls a part of it, as Keras does with the attributes of a layer.</summary>
    internal void Adopt(Layer layer)
    {
        if (!AdoptsLayers || ReferenceEquals(layer, this) || Array.IndexOf(ownLayers, layer) >= 0 || layer.Tree().Contains(this))
            return;
        _ = AddLayer(layer);
        Usage.CurrentRun?.Cover(layer, layer.Tree());
    }

    /// <summary>
    /// Tells that this layer computes something else from now on: functions written before are not used any more. For layers whose
    /// <c>Call</c> depends on
    /// properties that can be set later; changes of weights, sublayers and <see cref="Trainable"/> are seen without it.
    /// </summary>
    protected internal void MarkChanged()
    {
        _ = Interlocked.Increment(ref changes);
        ChangeCount.Add();
    }

    /// <summary>Gives the layer random numbers of its own.</summary>
    /// <param name="seed">The seed. Default: null, derived from <see cref="Runtime.Seed"/>.</param>
    protected SeedGenerator AddSeedGenerator(long? seed)
    {
        SeedGenerator generator = new(seed);
        seedGenerators = [.. seedGenerators, generator];
        return generator;
    }

    /// <summary>Frees the weights.</summary>
    /// <param name="disposing">Whether the call comes from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        functions?.Dispose();
        foreach (Weight weight in ownWeights)
            weight.Dispose();
        foreach (SeedGenerator generator in seedGenerators)
            generator.State.Dispose();
        foreach (Weight state in UnsavedState)
            state.Dispose();
        foreach (Layer layer in ownLayers)
            layer.Release();
    }

    /// <summary>Layers with their classes' names, those of one class numbered: the names of the groups of a list.</summary>
    private protected static IEnumerable<(string Group, Layer Layer)> WithClassNames(IEnumerable<Layer> layers)
    {
        Dictionary<string, int> uses = new(StringComparer.Ordinal);
        foreach (Layer layer in layers)
        {
            string name = layer.NamePrefix;
            int used = uses.GetValueOrDefault(name);
            uses[name] = used + 1;
            yield return (used == 0 ? name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}_{used}"), layer);
        }
    }

    /// <summary>Begins the random numbers of an epoch in this layer and its sublayers.</summary>
    /// <param name="seed">The seed of generators that were given none of their own.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    internal void BeginRandomNumbers(long seed, int epoch)
    {
        foreach (SeedGenerator generator in seedGenerators)
            generator.Begin(generator.Seed ?? RandomSeeds.Mix(++seed), epoch);
        foreach (Layer layer in ownLayers)
            layer.BeginRandomNumbers(RandomSeeds.Mix(++seed), epoch);
    }

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

    /// <summary>This layer and all layers inside, each once, outer ones first.</summary>
    internal IReadOnlyCollection<Layer> Tree()
    {
        HashSet<Layer> met = new(ReferenceEqualityComparer.Instance);
        Stack<Layer> open = new([this]);
        List<Layer> all = [];
        while (open.TryPop(out Layer? layer))
        {
            if (!met.Add(layer))
                continue;
            all.Add(layer);
            for (int i = layer.ownLayers.Length - 1; i >= 0; i--)
                open.Push(layer.ownLayers[i]);
        }

        return all;
    }

    /// <summary>Begins a change of this layer, and of what is inside of it.</summary>
    /// <param name="operation">The public member's name.</param>
    /// <param name="rules">When it is refused.</param>
    internal Usage Change(string operation, UsageRules rules = UsageRules.None) =>
        Usage.Enter(UsageKind.Change, operation, this, Tree, rules);

    private protected void ThrowIfDisposed()
    {
        if (IsDisposed)
            throw new ObjectDisposedException(
                Name, $"{ClassName} '{Name}' was disposed, by itself or with the last model that had it; make a new one, or dispose that "
                    + "model later.");
    }

    /// <summary>Recomputes shapes that a change of a layer inside made old.</summary>
    private protected virtual void RefreshShapes()
    {
    }

    /// <summary>Sets the types, also those of a layer inside that is no argument.</summary>
    protected internal virtual void UseDTypePolicy(DTypePolicy policy) => dtypePolicy = policy;

    private protected void MarkBuilt() => IsBuilt = true;

    private protected void MarkUnbuilt() => IsBuilt = false;

    /// <summary>Takes a layer out without disposing it.</summary>
    private protected void RemoveLayer(Layer layer)
    {
        int position = Array.IndexOf(ownLayers, layer);
        if (position < 0)
            return;
        ownLayers = [.. ownLayers[..position], .. ownLayers[(position + 1)..]];
        _ = Interlocked.Decrement(ref layer.holders);
        ChangeCount.Add();
    }

    // Given up by one that has it.
    private void Release()
    {
        if (Interlocked.Decrement(ref holders) <= 0)
            Dispose();
    }

    private IEnumerable<object> Disposed() => [this, .. ownLayers.Where(l => l.holders <= 1).SelectMany(l => l.Disposed())];
}
