namespace Keras.Applications;

/// <summary>ConvNeXtXLarge: convolutions in the form of a vision transformer, for images of 224 × 224, values 0 to 255 (Liu et al., 2022,
/// arXiv:2201.03545).</summary>
public sealed class ConvNeXtXLarge : Application<ConvNeXtXLarge, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private ConvNeXtXLarge()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new ConvNeXtArchitecture("ConvNeXtXLarge", "convnext_xlarge", [3, 3, 27, 3], [256, 512, 1024, 2048],
            "c1f5ccab661354fc3a79a10fa99af82f0fbf10ec65cb894a3ae0815f17a889ee",
            "de3f8a54174130e0cecdc71583354753d557fcf1f4487331558e2a16ba0cfe05");
}
