namespace Keras.Layers;

/// <summary>The base of the recurrent layers with a built-in cell, whose arguments are the layer's.</summary>
[KerasSerializable]
public abstract class RecurrentLayer : RNN
{
    private protected RecurrentLayer(RecurrentCell cell)
        : base(cell) => Arguments = cell.Arguments;

    /// <summary>The activation function of the output (and of the candidate state, where there are gates). Default: tanh.</summary>
    public ActivationFunction Activation => Arguments.Activation;

    /// <inheritdoc cref="RecurrentCell.UseBias"/>
    public bool UseBias { get => Arguments.UseBias; init => Arguments.UseBias = value; }

    /// <inheritdoc cref="RecurrentCell.KernelInitializer"/>
    public Initializer KernelInitializer { get => Arguments.KernelInitializer; init => Arguments.KernelInitializer = value; }

    /// <inheritdoc cref="RecurrentCell.RecurrentInitializer"/>
    public Initializer RecurrentInitializer { get => Arguments.RecurrentInitializer; init => Arguments.RecurrentInitializer = value; }

    /// <inheritdoc cref="RecurrentCell.BiasInitializer"/>
    public Initializer BiasInitializer { get => Arguments.BiasInitializer; init => Arguments.BiasInitializer = value; }

    /// <inheritdoc cref="RecurrentCell.KernelRegularizer"/>
    public Regularizer? KernelRegularizer { get => Arguments.KernelRegularizer; init => Arguments.KernelRegularizer = value; }

    /// <inheritdoc cref="RecurrentCell.RecurrentRegularizer"/>
    public Regularizer? RecurrentRegularizer { get => Arguments.RecurrentRegularizer; init => Arguments.RecurrentRegularizer = value; }

    /// <inheritdoc cref="RecurrentCell.BiasRegularizer"/>
    public Regularizer? BiasRegularizer { get => Arguments.BiasRegularizer; init => Arguments.BiasRegularizer = value; }

    /// <inheritdoc cref="RecurrentCell.KernelConstraint"/>
    public Constraint? KernelConstraint { get => Arguments.KernelConstraint; init => Arguments.KernelConstraint = value; }

    /// <inheritdoc cref="RecurrentCell.RecurrentConstraint"/>
    public Constraint? RecurrentConstraint { get => Arguments.RecurrentConstraint; init => Arguments.RecurrentConstraint = value; }

    /// <inheritdoc cref="RecurrentCell.BiasConstraint"/>
    public Constraint? BiasConstraint { get => Arguments.BiasConstraint; init => Arguments.BiasConstraint = value; }

    /// <inheritdoc cref="RecurrentCell.Dropout"/>
    [ConfigArgument(Converter = typeof(ClampedRate))]
    public double Dropout { get => Arguments.Dropout; init => Arguments.Dropout = value; }

    /// <inheritdoc cref="RecurrentCell.RecurrentDropout"/>
    [ConfigArgument(Converter = typeof(ClampedRate))]
    public double RecurrentDropout { get => Arguments.RecurrentDropout; init => Arguments.RecurrentDropout = value; }

    /// <inheritdoc cref="RecurrentCell.Seed"/>
    [ConfigArgument(Order = 1)]
    public long? Seed { get => Arguments.Seed; init => Arguments.Seed = value; }

    /// <inheritdoc cref="RecurrentArguments.HasMaskPerGate"/>
    [ConfigArgument("implementation", Converter = typeof(DropoutImplementation), Writer = "")]
    internal bool HasMaskPerGate { get => Arguments.HasMaskPerGate; init => Arguments.HasMaskPerGate = value; }

    internal RecurrentArguments Arguments { get; }

    private protected override int? SequenceRank => 3;

    /// <inheritdoc/>
    protected internal override void UseDTypePolicy(DTypePolicy policy)
    {
        base.UseDTypePolicy(policy);
        Cell.UseDTypePolicy(policy);
    }

    internal override bool HasOneNumberForm(string argument) => ClampedRate.IsName(argument);

    // The arguments of the cell are the layer's.
    private protected sealed override void WriteCell(Config config)
    {
    }
}
