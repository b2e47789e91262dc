using TensorFlow;

namespace Keras.Layers;

/// <summary>Returns its inputs unchanged.</summary>
[KerasSerializable]
public sealed partial class Identity : Layer
{
    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context) => inputs;
}
