namespace Keras.Applications;

/// <summary>ConvNeXtBase: convolutions in the form of a vision transformer, for images of 224 × 224, values 0 to 255 (Liu et al., 2022,
/// arXiv:2201.03545).</summary>
public sealed class ConvNeXtBase : Application<ConvNeXtBase, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private ConvNeXtBase()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new ConvNeXtArchitecture("ConvNeXtBase", "convnext_base", [3, 3, 27, 3], [128, 256, 512, 1024],
            "52cbb006d3dadd03f6e095a8ca1aca47aecdd75acb4bc74bce1f5c695d0086e6",
            "40a20c5548a5e9202f69735ecc06c990e6b7c9d2de39f0361e27baeb24cb7c45");
}
