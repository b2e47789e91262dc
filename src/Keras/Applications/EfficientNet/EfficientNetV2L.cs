namespace Keras.Applications;

/// <summary>EfficientNetV2L: blocks found by search for fast training, for images of 480 × 480, values 0 to 255 (Tan and Le, 2021,
/// arXiv:2104.00298).</summary>
public sealed class EfficientNetV2L : Application<EfficientNetV2L, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private EfficientNetV2L()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new EfficientNetV2Architecture("EfficientNetV2L", "efficientnetv2-l", EfficientNetV2Stages.Large, (1, 1), 480,
            "27e6d408b53c7ebc868fefa357689935", "b0b66b5c863aef5b46e8608fe1711615");
}
