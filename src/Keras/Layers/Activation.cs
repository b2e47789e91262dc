using TensorFlow;

namespace Keras.Layers;

/// <summary>Applies an activation function: <c>new Activation("relu")</c>. The shape does not change.</summary>
/// <param name="activation">The function, or its Keras name.</param>
[KerasSerializable]
public sealed partial class Activation(ActivationFunction activation) : Layer
{
    /// <summary>The function.</summary>
    [ConfigArgument("activation")]
    public ActivationFunction Function { get; } = activation ?? throw new ArgumentNullException(nameof(activation));

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => Function.Apply(x);
}
