namespace Keras.Applications;

/// <summary>EfficientNetV2B1: blocks found by search for fast training, for images of 240 × 240, values 0 to 255 (Tan and Le, 2021,
/// arXiv:2104.00298).</summary>
public sealed class EfficientNetV2B1 : Application<EfficientNetV2B1, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private EfficientNetV2B1()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new EfficientNetV2Architecture("EfficientNetV2B1", "efficientnetv2-b1", EfficientNetV2Stages.Base, (1, 1.1), 240,
            "069f0534ff22adf035c89e2d9547a9dc", "0e80663031ca32d657f9caa404b6ec37");
}
