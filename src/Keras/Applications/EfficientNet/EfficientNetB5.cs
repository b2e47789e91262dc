namespace Keras.Applications;

/// <summary>EfficientNetB5: width, depth and image size scaled together, for images of 456 × 456, values 0 to 255 (Tan and Le, 2019,
/// arXiv:1905.11946).</summary>
public sealed class EfficientNetB5 : Application<EfficientNetB5, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private EfficientNetB5()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new EfficientNetArchitecture("EfficientNetB5", 1.6, 2.2, 456, 0.4,
            "ace28f2a6363774853a83a0b21b9421a", "38879255a25d3c92d5e44e04ae6cec6f");
}
