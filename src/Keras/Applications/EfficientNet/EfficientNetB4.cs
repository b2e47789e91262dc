namespace Keras.Applications;

/// <summary>EfficientNetB4: width, depth and image size scaled together, for images of 380 × 380, values 0 to 255 (Tan and Le, 2019,
/// arXiv:1905.11946).</summary>
public sealed class EfficientNetB4 : Application<EfficientNetB4, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private EfficientNetB4()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new EfficientNetArchitecture("EfficientNetB4", 1.4, 1.8, 380, 0.4,
            "18c95ad55216b8f92d7e70b3a046e2fc", "ebc24e6d6c33eaebbd558eafbeedf1ba");
}
