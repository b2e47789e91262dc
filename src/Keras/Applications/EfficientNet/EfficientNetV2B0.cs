namespace Keras.Applications;

/// <summary>EfficientNetV2B0: blocks found by search for fast training, for images of 224 × 224, values 0 to 255 (Tan and Le, 2021,
/// arXiv:2104.00298).</summary>
public sealed class EfficientNetV2B0 : Application<EfficientNetV2B0, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private EfficientNetV2B0()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new EfficientNetV2Architecture("EfficientNetV2B0", "efficientnetv2-b0", EfficientNetV2Stages.Base, (1, 1), 224,
            "21ecbf6da12460d5c40bb2f29ceb2188", "893217f2bb855e2983157299931e43ff");
}
