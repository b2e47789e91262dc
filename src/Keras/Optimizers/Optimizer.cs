using System.Diagnostics.CodeAnalysis;
using Keras.Optimizers;
using TensorFlow;

namespace Keras;

/// <summary>
/// An optimizer. Each step clips the gradients, decays the weights, updates them, averages them and applies their constraints, in Keras's
/// order and with its rounding. A Keras name ("adam") converts to one.
/// </summary>
public abstract partial class Optimizer : KerasObject, IUsed, IDisposable
{
    private string name;
    private bool isDisposed;

    /// <summary>Creates an optimizer.</summary>
    /// <param name="learningRate">The learning rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number, or is below zero.</exception>
    protected Optimizer(double learningRate)
    {
        CheckLearningRate(learningRate);
        this.learningRate = Hyperparameter.Meant(learningRate);
        name = SnakeCase.Of(ClassName);
        iterations = new("iteration", Shape.Scalar, DType.Int64, new Initializers.Zeros()) { Trainable = false };
        learningRateWeight = new("learning_rate", Shape.Scalar, DType.Float32,
            new Initializers.Constant(this.learningRate))
        { Trainable = false };
        Rename(name);
    }

    /// <summary>Creates an optimizer with a learning rate that follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    protected Optimizer(LearningRateSchedule learningRate)
        : this(0) =>
        schedule = Required(learningRate);

    /// <summary>The name. Default: the class name in snake case.</summary>
    [CommonArgument]
    public string Name
    {
        get => name;
        init => Rename(value);
    }

    /// <summary>
    /// Gets the classes of optimizers by name, for reading one that is an argument: <c>config.GetObject("optimizer",
    /// Optimizer.Registry)</c>.
    /// </summary>
    public static Registry<Optimizer> Registry => OptimizerRegistry.Instance;

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Optimizer).Assembly ? "keras.optimizers" : null;

    /// <summary>The weights that this optimizer updates; empty before it is built.</summary>
    public IReadOnlyList<Weight> Trained { get; private set; } = [];

    /// <summary>Whether the state has been created.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>The number of steps taken so far.</summary>
    public long IterationCount
    {
        get
        {
            using Tensor value = IterationWeight.Read();
            return value.ToScalar<long>();
        }
    }

    /// <summary>The number of updates made so far, in the function being written (int64).</summary>
    protected Symbol Iterations => GradientAccumulationSteps is { } steps
        ? RawOps.FloorDiv(iterations.ToSymbol(), iterations.ToSymbol().Number(steps))
        : iterations;

    /// <summary>Gets the optimizer of a name.</summary>
    /// <param name="name">A Keras name such as "adam"; null for none.</param>
    /// <exception cref="UnknownNameException">No optimizer has that name; the message suggests the nearest.</exception>
    [return: NotNullIfNotNull(nameof(name))]
    public static implicit operator Optimizer?(string? name) => name is null ? null : OptimizerRegistry.Instance.FromName(name);

    /// <summary>Frees the state.</summary>
    /// <exception cref="InvalidOperationException">A model is being trained with this optimizer.</exception>
    public void Dispose()
    {
        using Usage usage = Usage.Enter(UsageKind.Change, "Dispose", this, () => [this, .. Inner]);
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    string IUsed.Designation => $"the optimizer '{Name}'";

    internal void ThrowIfDisposed()
    {
        if (isDisposed)
            throw new ObjectDisposedException(Name, $"The optimizer '{Name}' was disposed; make a new one.");
    }

    /// <summary>The optimizers that make this one's steps, if others do; their state follows its own.</summary>
    protected internal virtual IReadOnlyList<Optimizer> Inner => [];

    /// <summary>Whether the end of training has averages to write into the weights.</summary>
    internal bool KeepsAverages => UseEma || Inner.Any(o => o.KeepsAverages);

    /// <summary>Creates the slots, in Keras's order: once for weights, and anew where these were disposed and others came.</summary>
    /// <param name="trained">The weights to be trained.</param>
    protected virtual void BuildSlots(IReadOnlyList<Weight> trained)
    {
    }

    /// <summary>Writes what happens once a step, before the weights' updates.</summary>
    protected virtual void BeginStep()
    {
    }

    /// <summary>Writes the update of one weight.</summary>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="rate">The learning rate, in the weight's type.</param>
    protected abstract void UpdateStep(Symbol gradient, Weight weight, Symbol rate);

    /// <summary>Writes the update of one weight whose gradient is rows, where the other rows stay as they are.</summary>
    /// <param name="gradient">The rows; an index can occur more than once.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="rate">The learning rate, in the weight's type.</param>
    /// <returns> False (default) where the whole weight changes: <see cref="UpdateStep"/> is called with the rows summed up in a tensor.
    /// </returns>
    protected virtual bool UpdateRows(IndexedSlices gradient, Weight weight, Symbol rate) => false;

    /// <summary>
    /// The weights of which <see cref="UpdateRows"/> reads and writes single rows only: the weight itself and its state. Where the update
    /// follows from these and its arguments alone, a step whose rest is compiled leaves it to the loop around, which writes the rows in
    /// place instead of copying the table.
    /// </summary>
    /// <param name="weight">The weight.</param>
    /// <returns>The weights; none (default) where the update reads whole weights, or symbols of the step.</returns>
    protected virtual IReadOnlyList<Weight> RowWeights(Weight weight) => [];

    /// <summary>Which of <see cref="Trained"/> a weight is: the position of its slots.</summary>
    /// <param name="weight">The weight.</param>
    protected int SlotIndex(Weight weight) => positions[weight];

    /// <summary>Frees the state.</summary>
    /// <param name="disposing">Whether the call comes from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        isDisposed = true;
        foreach (Weight weight in Weights.Append(learningRateWeight))
            weight.Dispose();
        foreach (Optimizer inner in Inner)
            inner.Dispose(disposing);
    }

    private void Rename(string value)
    {
        name = value;
        foreach (Weight weight in new[] { iterations, learningRateWeight })
            weight.Path = $"{value}/{weight.Name}";
    }
}
