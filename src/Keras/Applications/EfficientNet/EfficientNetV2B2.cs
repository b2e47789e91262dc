namespace Keras.Applications;

/// <summary>EfficientNetV2B2: blocks found by search for fast training, for images of 260 × 260, values 0 to 255 (Tan and Le, 2021,
/// arXiv:2104.00298).</summary>
public sealed class EfficientNetV2B2 : Application<EfficientNetV2B2, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private EfficientNetV2B2()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new EfficientNetV2Architecture("EfficientNetV2B2", "efficientnetv2-b2", EfficientNetV2Stages.Base, (1.1, 1.2), 260,
            "424e49f28180edbde1e94797771950a7", "1dfe2e7a5d45b6632553a8961ea609eb");
}
