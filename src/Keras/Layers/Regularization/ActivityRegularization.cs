using TensorFlow;

namespace Keras.Layers;

/// <summary>Adds a penalty on its input to the loss: l1 · Σ|x| + l2 · Σx², divided by the batch size. The output is the input.</summary>
[KerasSerializable]
[ConfigOrder(nameof(Name), nameof(Trainable), nameof(WrittenPolicy), nameof(L1), nameof(L2), WithoutBase = true)]
public sealed partial class ActivityRegularization : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="l1">The factor of the absolute values. Default: 0.</param>
    /// <param name="l2">The factor of the squares. Default: 0.</param>
    public ActivityRegularization(double l1 = 0, double l2 = 0)
    {
        (L1, L2) = (Hyperparameter.Meant(l1), Hyperparameter.Meant(l2));
        ActivityRegularizer = new Regularizers.L1L2(L1, L2);
    }

    /// <summary>The factor of the absolute values.</summary>
    public double L1 { get; }

    /// <summary>The factor of the squares.</summary>
    public double L2 { get; }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => x;
}
