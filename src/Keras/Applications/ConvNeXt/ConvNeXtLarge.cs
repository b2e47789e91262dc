namespace Keras.Applications;

/// <summary>ConvNeXtLarge: convolutions in the form of a vision transformer, for images of 224 × 224, values 0 to 255 (Liu et al., 2022,
/// arXiv:2201.03545).</summary>
public sealed class ConvNeXtLarge : Application<ConvNeXtLarge, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private ConvNeXtLarge()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new ConvNeXtArchitecture("ConvNeXtLarge", "convnext_large", [3, 3, 27, 3], [192, 384, 768, 1536],
            "070c5ed9ed289581e477741d3b34beffa920db8cf590899d6d2c67fba2a198a6",
            "96f02b6f0753d4f543261bc9d09bed650f24dd6bc02ddde3066135b63d23a1cd");
}
