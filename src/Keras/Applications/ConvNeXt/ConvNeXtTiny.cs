namespace Keras.Applications;

/// <summary>ConvNeXtTiny: convolutions in the form of a vision transformer, for images of 224 × 224, values 0 to 255 (Liu et al., 2022,
/// arXiv:2201.03545).</summary>
public sealed class ConvNeXtTiny : Application<ConvNeXtTiny, PreprocessingOptions>, IArchitecture<PreprocessingOptions>
{
    private ConvNeXtTiny()
    {
    }

    static Architecture<PreprocessingOptions> IArchitecture<PreprocessingOptions>.Definition { get; } =
        new ConvNeXtArchitecture("ConvNeXtTiny", "convnext_tiny", [3, 3, 9, 3], [96, 192, 384, 768],
            "8ae6e78ce2933352b1ef4008e6dd2f17bc40771563877d156bc6426c7cf503ff",
            "d547c096cabd03329d7be5562c5e14798aa39ed24b474157cef5e85ab9e49ef1");
}
