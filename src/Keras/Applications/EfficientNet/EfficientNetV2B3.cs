namespace Keras.Applications;

/// <summary>EfficientNetV2B3: blocks found by search for fast training, for images of 300 × 300, values 0 to 255 (Tan and Le, 2021,
/// arXiv:2104.00298).</summary>
public sealed class EfficientNetV2B3 : Application<EfficientNetV2B3, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private EfficientNetV2B3()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new EfficientNetV2Architecture("EfficientNetV2B3", "efficientnetv2-b3", EfficientNetV2Stages.Base, (1.2, 1.4), 300,
            "1f1fc43bd98a6e4fd8fdfd551e02c7a0", "f6abf7b5849ac99a89b50dd3fd532856");
}
