using TensorFlow;

namespace Keras.Layers;

/// <summary>Gives its input.</summary>
[KerasSerializable]
public sealed partial class Identity : Layer
{
    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => x;
}
