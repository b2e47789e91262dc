namespace Keras.Applications;

/// <summary>EfficientNetB7: width, depth and image size scaled together, for images of 600 × 600, values 0 to 255 (Tan and Le, 2019,
/// arXiv:1905.11946).</summary>
public sealed class EfficientNetB7 : Application<EfficientNetB7, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private EfficientNetB7()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new EfficientNetArchitecture("EfficientNetB7", 2, 3.1, 600, 0.5,
            "8c03f828fec3ef71311cd463b6759d99", "cbcfe4450ddf6f3ad90b1b398090fe4a");
}
