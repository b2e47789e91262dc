using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the normalizations that learn a factor and a summand: <c>normalized · gamma + beta</c>.</summary>
public abstract class ScaleAndCenter : Layer
{
    private readonly double epsilon = 1e-3;

    private protected ScaleAndCenter()
    {
    }

    /// <summary>The number added to the variance. Default: 0.001.</summary>
    public double Epsilon
    {
        get => epsilon;
        init => epsilon = Hyperparameter.Finite(value, nameof(Epsilon), GetType().Name);
    }

    /// <summary>Whether beta is added. Default: true.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether the normalized values are multiplied by gamma. Default: true.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>The initializer of beta. Default: zeros.</summary>
    public Initializer BetaInitializer { get; init; } = Initializers.Zeros;

    /// <summary>The initializer of gamma. Default: ones.</summary>
    public Initializer GammaInitializer { get; init; } = Initializers.Ones;

    /// <summary>The regularizer of beta. Default: none.</summary>
    public Regularizer? BetaRegularizer { get; init; }

    /// <summary>The regularizer of gamma. Default: none.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>The constraint of beta. Default: none.</summary>
    public Constraint? BetaConstraint { get; init; }

    /// <summary>The constraint of gamma. Default: none.</summary>
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

    private protected void WriteWeights(Config config) => config
        .Set("beta_initializer", BetaInitializer)
        .Set("gamma_initializer", GammaInitializer)
        .Set("beta_regularizer", BetaRegularizer)
        .Set("gamma_regularizer", GammaRegularizer)
        .Set("beta_constraint", BetaConstraint)
        .Set("gamma_constraint", GammaConstraint);
}
