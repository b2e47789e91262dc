namespace Keras.Applications;

/// <summary>EfficientNetB3: width, depth and image size scaled together, for images of 300 × 300, values 0 to 255 (Tan and Le, 2019,
/// arXiv:1905.11946).</summary>
public sealed class EfficientNetB3 : Application<EfficientNetB3, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private EfficientNetB3()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new EfficientNetArchitecture("EfficientNetB3", 1.2, 1.4, 300, 0.3,
            "ffd1fdc53d0ce67064dc6a9c7960ede0", "af6d107764bb5b1abb91932881670226");
}
