namespace Keras.Applications;

/// <summary>ConvNeXtSmall: convolutions in the form of a vision transformer, for images of 224 × 224, values 0 to 255 (Liu et al., 2022,
/// arXiv:2201.03545).</summary>
public sealed class ConvNeXtSmall : Application<ConvNeXtSmall, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private ConvNeXtSmall()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new ConvNeXtArchitecture("ConvNeXtSmall", "convnext_small", [3, 3, 27, 3], [96, 192, 384, 768],
            "ce1277d8f1ee5a0ef0e171469089c18f5233860ceaf9b168049cb9263fd7483c",
            "6fc8009faa2f00c1c1dfce59feea9b0745eb260a7dd11bee65c8e20843da6eab");
}
