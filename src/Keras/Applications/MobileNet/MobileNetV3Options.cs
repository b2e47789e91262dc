namespace Keras.Applications;

/// <summary>The arguments of <see cref="MobileNetV3Small"/> and <see cref="MobileNetV3Large"/>.</summary>
public sealed class MobileNetV3Options : PreprocessingOptions
{
    /// <summary>The factor of the numbers of channels (the width multiplier α). Default: 1.</summary>
    public double Alpha { get; init => field = Hyperparameter.Finite(value, nameof(Alpha), nameof(MobileNetV3Options)); } = 1;

    /// <summary>Whether squeeze-and-excite blocks, hard swish and windows of 5 × 5 are left out, for hardware without them. Default:
    /// false.</summary>
    public bool Minimalistic { get; init; }

    /// <summary>The dropout rate before the classifier. Default: 0.2.</summary>
    public double DropoutRate
    {
        get;
        init => field = Hyperparameter.NotNegative(value, nameof(DropoutRate), nameof(MobileNetV3Options));
    } = 0.2;
}
