namespace Keras.Applications;

/// <summary>EfficientNetB0: width, depth and image size scaled together, for images of 224 × 224, values 0 to 255 (Tan and Le, 2019,
/// arXiv:1905.11946).</summary>
public sealed class EfficientNetB0 : Application<EfficientNetB0, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private EfficientNetB0()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new EfficientNetArchitecture("EfficientNetB0", 1, 1, 224, 0.2,
            "902e53a9f72be733fc0bcb005b3ebbac", "50bc09e76180e00e4465e1a485ddc09d");
}
