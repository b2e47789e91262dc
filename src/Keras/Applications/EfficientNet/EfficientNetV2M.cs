namespace Keras.Applications;

/// <summary>EfficientNetV2M: blocks found by search for fast training, for images of 480 × 480, values 0 to 255 (Tan and Le, 2021,
/// arXiv:2104.00298).</summary>
public sealed class EfficientNetV2M : Application<EfficientNetV2M, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private EfficientNetV2M()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new EfficientNetV2Architecture("EfficientNetV2M", "efficientnetv2-m", EfficientNetV2Stages.Medium, (1, 1), 480,
            "a3bf6aa3276309f4fc6a34aa114c95cd", "1b8dc055df72dde80d614482840fe342");
}
