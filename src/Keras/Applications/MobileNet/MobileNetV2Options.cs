namespace Keras.Applications;

/// <summary>The arguments of <see cref="MobileNetV2"/>.</summary>
public sealed class MobileNetV2Options : ApplicationOptions
{
    /// <summary>The factor of the numbers of channels (the width multiplier α). Default: 1.</summary>
    public double Alpha { get; init => field = Hyperparameter.Finite(value, nameof(Alpha), nameof(MobileNetV2Options)); } = 1;
}
