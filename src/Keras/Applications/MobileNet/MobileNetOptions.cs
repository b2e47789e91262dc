namespace Keras.Applications;

/// <summary>The arguments of <see cref="MobileNet"/>.</summary>
public sealed class MobileNetOptions : ApplicationOptions
{
    /// <summary>The factor of the numbers of channels (the width multiplier α). Default: 1.</summary>
    public double Alpha { get; init => field = Hyperparameter.Finite(value, nameof(Alpha), nameof(MobileNetOptions)); } = 1;

    /// <summary>The number of output channels of the depthwise convolutions for each input channel. Default: 1.</summary>
    public int DepthMultiplier { get; init; } = 1;

    /// <summary>The dropout rate before the classifier. Default: 0.001.</summary>
    public double DropoutRate
    {
        get;
        init => field = Hyperparameter.NotNegative(value, nameof(DropoutRate), nameof(MobileNetOptions));
    } = 1e-3;
}
