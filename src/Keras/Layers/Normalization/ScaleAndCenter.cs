using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the normalizations with a learned scale and offset: <c>normalized · gamma + beta</c>.</summary>
[KerasSerializable]
public abstract class ScaleAndCenter : Layer
{
    private protected ScaleAndCenter()
    {
    }

    /// <summary>The number added to the variance. Default: 0.001.</summary>
    public double Epsilon
    {
        get;
        init => field = Hyperparameter.Finite(value, nameof(Epsilon), GetType().Name);
    } = 1e-3;

    /// <summary>Whether beta is added. Default: true.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether the normalized values are multiplied by gamma. Default: true.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>The initializer of beta. Default: zeros.</summary>
    [ConfigArgument(Order = 1)]
    public Initializer BetaInitializer { get; init; } = Initializers.Zeros;

    /// <summary>The initializer of gamma. Default: ones.</summary>
    [ConfigArgument(Order = 1)]
    public Initializer GammaInitializer { get; init; } = Initializers.Ones;

    /// <summary>The regularizer of beta. Default: none.</summary>
    [ConfigArgument(Order = 1)]
    public Regularizer? BetaRegularizer { get; init; }

    /// <summary>The regularizer of gamma. Default: none.</summary>
    [ConfigArgument(Order = 1)]
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>The constraint of beta. Default: none.</summary>
    [ConfigArgument(Order = 1)]
    public Constraint? BetaConstraint { get; init; }

    /// <summary>The constraint of gamma. Default: none.</summary>
    [ConfigArgument(Order = 1)]
    public Constraint? GammaConstraint { get; init; }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool Autocast => false;

    /// <summary>Gamma; null where the layer does not scale.</summary>
    private protected Weight? Gamma { get; private set; }

    /// <summary>Beta; null where the layer does not center.</summary>
    private protected Weight? Beta { get; private set; }

    /// <summary>Creates gamma and beta.</summary>
    private protected void BuildWeights(Shape shape, bool center = true)
    {
        Gamma = Scale || !center ? AddWeight("gamma", shape, GammaInitializer, GammaRegularizer, GammaConstraint) : null;
        Beta = Center && center ? AddWeight("beta", shape, BetaInitializer, BetaRegularizer, BetaConstraint) : null;
    }
}
