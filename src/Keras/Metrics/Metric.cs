using Keras.Metrics;
using TensorFlow;

namespace Keras;

/// <summary>
/// A metric: state that each batch updates, and a result computed from the state. A Keras name ("accuracy") or a loss converts to one.
/// </summary>
public abstract class Metric : KerasObject, IUsed, IDisposable
{
    private readonly List<Weight> defaultTyped = [];
    // Replaced as a whole, never changed, so that other threads can go through them.
    private Weight[] weights = [];
    private MetricFunctions? functions;
    private DType dtype = DType.Float32;
    private int runs;

    /// <summary>A metric.</summary>
    /// <param name="name">The name in logs and history. Default: the class name in snake case.</param>
    protected Metric(string? name = null) => Name = name ?? SnakeCase.Of(ClassName);

    /// <summary>The name in logs and history.</summary>
    [CommonArgument]
    public string Name { get; internal set; }

    /// <summary>
    /// The type of the state and the result. Default: float32. As in Keras, counts above thresholds stay float32.
    /// </summary>
    public DType DType
    {
        get => dtype;
        init => ChangeType(value);
    }

    /// <summary>Whether a run has its state, of whichever model.</summary>
    internal bool IsInRun => runs > 0;

    /// <summary>The weights that hold the state.</summary>
    public IReadOnlyList<Weight> Weights => weights;

    /// <summary>
    /// Gets the classes of metrics by name, for reading one that is an argument: <c>config.GetObject("metric", Metric.Registry)</c>.
    /// </summary>
    public static Registry<Metric> Registry => MetricRegistry.Instance;

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Metric).Assembly ? "keras.metrics" : null;

    /// <summary>Whether a larger value is better; null where it depends.</summary>
    public virtual bool? LargerIsBetter => null;

    /// <summary>
    /// The metric of a name, reported under that name; of "accuracy" and "crossentropy" the kind that fits the model's output.
    /// </summary>
    /// <param name="name">A Keras name such as "accuracy".</param>
    /// <exception cref="UnknownNameException">There is none of that name; the message suggests the nearest.</exception>
    public static implicit operator Metric(string name) => MetricRegistry.FromName(name);

    /// <summary>The mean of a loss, as a metric under the loss's name.</summary>
    /// <param name="loss">The loss.</param>
    public static implicit operator Metric(Loss loss) => new LossMetric(loss);

    /// <summary>Creates a custom metric: the mean of a function's values.</summary>
    /// <param name="function">Computes a value for each sample from targets and predictions.</param>
    /// <param name="name">Its name.</param>
    public static Metric From(Func<Symbol, Symbol, Symbol> function, string name)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionMetric(name, function);
    }

    /// <summary>Updates the state with a batch, now.</summary>
    /// <param name="yTrue">The targets.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="sampleWeight">A weight for each sample; null for 1.</param>
    public void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null) => Functions.Update(yTrue, yPred, sampleWeight);

    /// <summary>Writes the update of the state by a batch into the function of this thread, such as a custom step of training, which
    /// reports the result with <see cref="StepContext.Log(string, Metric)"/>.</summary>
    /// <param name="yTrue">The targets.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="sampleWeight">A weight for each sample; null for 1.</param>
    public void Update(Symbol yTrue, Symbol yPred, Symbol? sampleWeight = null)
    {
        using Graph.NameScope scope = yPred.Graph.EnterScope(Name, ClassName);
        UpdateState(yTrue, yPred, sampleWeight);
    }

    /// <summary>The result so far.</summary>
    public Tensor Compute() => Functions.Result();

    /// <summary>Resets the state.</summary>
    /// <exception cref="InvalidOperationException">A model is being trained or evaluated with this metric on another thread.</exception>
    public void Reset()
    {
        using Lock.Scope scope = Functions.Pause();
        ThrowIfDisposed();
        using Usage usage = Usage.Enter(UsageKind.Run, "Reset", this, () => [this]);
        foreach (Weight weight in weights)
            Reset(weight);
    }

    /// <summary>Frees the state.</summary>
    /// <exception cref="InvalidOperationException">A model is being trained or evaluated with this metric.</exception>
    public void Dispose()
    {
        using (Functions.Pause())
        using (Usage.Enter(UsageKind.Change, "Dispose", this, () => [this]))
        {
            Dispose(disposing: true);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Writes the update of the state by a batch.</summary>
    /// <param name="yTrue">The targets.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="sampleWeight">A weight for each sample; null for 1.</param>
    protected internal abstract void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight);

    /// <summary>Writes the result from the state.</summary>
    protected internal abstract Symbol Result();

    /// <summary>The warning that goes with the current result. Default: null, none.</summary>
    protected internal virtual string? Caution() => null;

    /// <summary>The weights of samples, with what a mask of the predictions leaves out at 0; by default a mask does not count.</summary>
    internal virtual Symbol? Masked(Symbol? sampleWeight, Symbol? mask) => sampleWeight;

    /// <summary>Writes how the result follows from the state, under the metric's name.</summary>
    internal Symbol WriteResult()
    {
        using Graph.NameScope scope = Graph.Current.EnterScope(Name, ClassName);
        return Result();
    }

    /// <summary>Creates a weight of the state.</summary>
    /// <param name="weightName">Its name: "total".</param>
    /// <param name="shape">The shape. Default: a scalar.</param>
    /// <param name="initializer">The initializer. Default: zeros.</param>
    /// <param name="dtype">The type. Default: that of the metric.</param>
    /// <exception cref="ArgumentException">The name is empty or contains a slash, which separates owners in paths, or the type is none of
    /// numbers, booleans or strings.</exception>
    /// <exception cref="ShapeException">The length of an axis is unknown, or the elements are too many.</exception>
    protected Weight AddWeight(string weightName, Shape? shape = null, Initializer? initializer = null, DType? dtype = null)
    {
        Required.WeightName($"{ClassName} '{Name}'", weightName);
        Weight weight = new(weightName, shape ?? Shape.Scalar, dtype ?? DType, initializer ?? new Initializers.Zeros())
        {
            Path = $"{Name}/{weightName}",
            Trainable = false,
        };
        weights = [.. weights, weight];
        if (dtype is null)
            defaultTyped.Add(weight);
        return weight;
    }

    /// <summary>Frees the state.</summary>
    /// <param name="disposing">Whether the call comes from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        IsDisposed = true;
        foreach (Weight weight in weights)
            weight.Dispose();
        functions?.Dispose();
    }

    /// <summary>Whether the object was disposed.</summary>
    internal bool IsDisposed { get; private set; }

    internal void ThrowIfDisposed()
    {
        if (IsDisposed)
            throw new ObjectDisposedException(Name, $"The metric '{Name}' was disposed; make a new one.");
    }

    private MetricFunctions Functions => functions ?? Interlocked.CompareExchange(ref functions, new(this), null) ?? functions;

    string IUsed.Designation => $"the metric '{Name}'";

    internal void BeginRun() => runs++;

    internal void EndRun() => runs--;

    /// <summary>Takes from a config the arguments that every metric has; a class reads only its own.</summary>
    internal void ReadConfig(Config config)
    {
        if (config.GetString("name", null) is { } given && given != Name)
        {
            foreach (Weight weight in weights)
                weight.Path = $"{given}/{weight.Name}";
            Name = given;
        }

        if (config.Has("dtype") && DTypePolicy.FromConfig(config).ComputeDType is var type && type != dtype)
            ChangeType(type);
    }

    // Constructors make weights, initializers and configs come after them.
    private void ChangeType(DType type)
    {
        foreach (Weight weight in defaultTyped)
            weight.DType = type;
        dtype = type;
    }

    /// <summary>Makes the state of another metric that of this one, which answers for it from now on.</summary>
    protected void AdoptWeights(Metric other) => weights = [.. weights, .. other.weights];

    // Zeros are written in place: functions that hold the variable keep it, and no epoch needs an initializing function.
    private static void Reset(Weight weight)
    {
        if (!weight.IsInitialized)
            return;
        if (weight.Initializer is not Initializers.Zeros)
        {
            weight.Reset();
            return;
        }

        using Tensor zeros = Tensor.Zeros(weight.DType, weight.Shape);
        weight.Assign(zeros);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config.Set("name", Name).Set("dtype", DType.StandardName);
}
