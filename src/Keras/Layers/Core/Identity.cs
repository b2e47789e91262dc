using TensorFlow;

namespace Keras.Layers;

/// <summary>Gives its input.</summary>
public sealed class Identity : Layer
{
    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    internal static Identity FromConfig(Config _) => new();

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => x;
}
