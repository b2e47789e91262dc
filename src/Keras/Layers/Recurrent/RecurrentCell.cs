using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of the built-in cells: input and state are each projected by a kernel. The projections of the inputs of all steps are one
/// product ahead of the loop over the steps.
/// </summary>
[KerasSerializable]
public abstract class RecurrentCell : RNNCell
{
    private SeedGenerator? random;

    private protected RecurrentCell(int outputSize, string outputSizeName,
        ActivationFunction? activation, ActivationFunction? recurrentActivation = null)
    {
        if (outputSize < 1)
            throw new ArgumentOutOfRangeException(outputSizeName, outputSize,
                $"{ClassName}: expected {outputSizeName} of at least 1, got {outputSize}.");
        OutputSize = outputSize;
        Arguments.Activation = activation ?? Arguments.Activation;
        Arguments.RecurrentActivation = recurrentActivation ?? Arguments.RecurrentActivation;
    }

    /// <inheritdoc/>
    public sealed override int OutputSize { get; }

    /// <summary>The activation function of the output (and of the candidate state, where there are gates). Default: tanh.</summary>
    public ActivationFunction Activation => Arguments.Activation;

    /// <summary>Whether a bias is added. Default: true.</summary>
    public bool UseBias { get => Arguments.UseBias; init => Arguments.UseBias = value; }

    /// <summary>The initializer of the input kernel. Default: glorot_uniform.</summary>
    public Initializer KernelInitializer { get => Arguments.KernelInitializer; init => Arguments.KernelInitializer = value; }

    /// <summary>The initializer of the recurrent kernel. Default: orthogonal.</summary>
    public Initializer RecurrentInitializer { get => Arguments.RecurrentInitializer; init => Arguments.RecurrentInitializer = value; }

    /// <summary>The initializer of the bias. Default: zeros.</summary>
    public Initializer BiasInitializer { get => Arguments.BiasInitializer; init => Arguments.BiasInitializer = value; }

    /// <summary>The regularizer of the input kernel. Default: none.</summary>
    public Regularizer? KernelRegularizer { get => Arguments.KernelRegularizer; init => Arguments.KernelRegularizer = value; }

    /// <summary>The regularizer of the recurrent kernel. Default: none.</summary>
    public Regularizer? RecurrentRegularizer { get => Arguments.RecurrentRegularizer; init => Arguments.RecurrentRegularizer = value; }

    /// <summary>The regularizer of the bias. Default: none.</summary>
    public Regularizer? BiasRegularizer { get => Arguments.BiasRegularizer; init => Arguments.BiasRegularizer = value; }

    /// <summary>The constraint of the input kernel. Default: none.</summary>
    public Constraint? KernelConstraint { get => Arguments.KernelConstraint; init => Arguments.KernelConstraint = value; }

    /// <summary>The constraint of the recurrent kernel. Default: none.</summary>
    public Constraint? RecurrentConstraint { get => Arguments.RecurrentConstraint; init => Arguments.RecurrentConstraint = value; }

    /// <summary>The constraint of the bias. Default: none.</summary>
    public Constraint? BiasConstraint { get => Arguments.BiasConstraint; init => Arguments.BiasConstraint = value; }

    /// <summary>The dropout rate of the inputs; all steps of a sequence share a mask. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1].</exception>
    [ConfigArgument(Converter = typeof(ClampedRate))]
    public double Dropout { get => Arguments.Dropout; init => Arguments.Dropout = value; }

    /// <summary>The dropout rate of the recurrent state's projection; all steps of a sequence share a mask. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1].</exception>
    [ConfigArgument(Converter = typeof(ClampedRate))]
    public double RecurrentDropout { get => Arguments.RecurrentDropout; init => Arguments.RecurrentDropout = value; }

    /// <summary>The seed of the dropout; null (default) for one that follows from <see cref="Runtime.Seed"/>.</summary>
    [ConfigArgument(Order = 1)]
    public long? Seed { get => Arguments.Seed; init => Arguments.Seed = value; }

    /// <inheritdoc cref="RecurrentArguments.HasMaskPerGate"/>
    [ConfigArgument("implementation", Converter = typeof(DropoutImplementation), Writer = "")]
    internal bool HasMaskPerGate { get => Arguments.HasMaskPerGate; init => Arguments.HasMaskPerGate = value; }

    internal RecurrentArguments Arguments { get; } = new();

    internal Weight Kernel { get; private protected set; } = null!;

    internal Weight RecurrentKernel { get; private protected set; } = null!;

    internal Weight? Bias { get; private protected set; }

    /// <summary>The number of dropout masks; null for one that all gates share.</summary>
    private protected virtual int? MaskCount => null;

    /// <summary>Whether a rate of 1 drops everything; otherwise Keras does not drop anything then.</summary>
    private protected virtual bool DropsAll => false;

    /// <summary>The form over whole sequences with a gradient of its own; null where there is none for the cell's functions and
    /// masks.</summary>
    internal virtual SequenceKernel? FindSequenceKernel(DropoutMasks masks) => null;

    /// <summary>The weights that the steps of a sequence multiply their states with, as that form takes them.</summary>
    internal virtual Symbol[] SequenceWeights() => [RecurrentKernel];

    /// <summary>Writes the projection of inputs: of one step, <c>[batch, …]</c>, or of all steps, <c>[steps, batch, …]</c>.</summary>
    internal abstract Symbol Project(Symbol x, DropoutMasks masks);

    /// <summary>Writes one step from the projection of its input.</summary>
    /// <returns>The states after the step; the first is the output.</returns>
    internal abstract Symbol[] StepProjected(Symbol projected, IReadOnlyList<Symbol> states, DropoutMasks masks);

    /// <inheritdoc/>
    protected override (Symbol Output, IReadOnlyList<Symbol> States) Step(Symbol x, IReadOnlyList<Symbol> states, CallContext context)
    {
        DropoutMasks masks = MasksOf(x, states, context);
        Symbol[] next = StepProjected(Project(x, masks), states, masks);
        return (next[0], next);
    }

    /// <inheritdoc/>
    protected internal override void BeginSequence(Symbol x, IReadOnlyList<Symbol> states, CallContext context) =>
        context.Keep(this, Draw(x, states, context));

    /// <inheritdoc/>
    protected internal override void EndSequence(CallContext context) => context.Forget(this);

    internal override bool HasOneNumberForm(string argument) => ClampedRate.IsName(argument);

    /// <summary>The dropout masks of the sequence being written; new ones for a single step.</summary>
    internal DropoutMasks MasksOf(Symbol x, IReadOnlyList<Symbol> states, CallContext context) =>
        context.Kept(this) as DropoutMasks ?? Draw(x, states, context);

    /// <summary>Creates the generator of dropout masks, where the cell has dropout. For Build.</summary>
    private protected void BuildDropout()
    {
        if (Dropout > 0 || RecurrentDropout > 0)
            random ??= AddSeedGenerator(Seed);
    }

    private DropoutMasks Draw(Symbol x, IReadOnlyList<Symbol> states, CallContext context)
    {
        if (!context.Training || random is null)
            return DropoutMasks.None;
        bool perGate = RecurrentDropout > 0 || Arguments.HasMaskPerGate;
        return DropoutMasks.Draw(random, x, Active(Dropout), states[0], Active(RecurrentDropout), perGate ? MaskCount ?? 1 : 1);
    }

    private double Active(double rate) => rate < 1 || DropsAll ? rate : 0;
}
