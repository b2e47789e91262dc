namespace Keras.Applications;

/// <summary>MobileNetV2: inverted residual blocks for small devices, for images of 224 × 224 (Sandler et al., 2018,
/// arXiv:1801.04381).</summary>
public sealed class MobileNetV2 : Application<MobileNetV2, MobileNetV2Options>, IArchitecture<MobileNetV2Options>
{
    private MobileNetV2()
    {
    }

    static Architecture<MobileNetV2Options> IArchitecture<MobileNetV2Options>.Definition { get; } =
        new MobileNetV2Architecture();
}
