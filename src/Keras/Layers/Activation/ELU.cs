using TensorFlow;

namespace Keras.Layers;

/// <summary>The exponential linear unit: x where x > 0, else <c>alpha · (exp(x) - 1)</c> (Clevert et al., 2015).</summary>
/// <param name="alpha">The scale below 0. Default: 1.</param>
[KerasSerializable]
public sealed partial class ELU(double alpha = 1) : Layer
{
    /// <summary>The scale below 0.</summary>
    public double Alpha { get; } = Hyperparameter.Finite(alpha, nameof(alpha), nameof(ELU));

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => Ops.Elu(x, Alpha);

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        // Keras's own order.
        config.Set("name", Name).Set("alpha", Alpha);
        base.WriteConfig(config);
    }
}
