namespace Keras.Applications;

/// <summary>EfficientNetV2S: blocks found by search for fast training, for images of 384 × 384, values 0 to 255 (Tan and Le, 2021,
/// arXiv:2104.00298).</summary>
public sealed class EfficientNetV2S : Application<EfficientNetV2S, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private EfficientNetV2S()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new EfficientNetV2Architecture("EfficientNetV2S", "efficientnetv2-s", EfficientNetV2Stages.Small, (1, 1), 384,
            "e1d88a8495beba45748fedd0cecbe016", "af0682fb74e8c54910f2d4393339c070");
}
