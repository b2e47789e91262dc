using TensorFlow;

namespace Keras.Layers;

/// <summary>An activation function as a layer of its own: <c>new Activation("relu")</c>. The shape stays.</summary>
/// <param name="activation">The function, or its Keras name.</param>
public sealed class Activation(ActivationFunction activation) : Layer
{
    /// <summary>The function.</summary>
    public ActivationFunction Function { get; } = activation ?? throw new ArgumentNullException(nameof(activation));

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    internal static Activation FromConfig(Config config) => new(ActivationFunction.FromConfig(config));

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => Function.Apply(x);

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.SetNode("activation", Function.ToJson());
    }
}
