namespace Keras.Applications;

/// <summary>EfficientNetB1: width, depth and image size scaled together, for images of 240 × 240, values 0 to 255 (Tan and Le, 2019,
/// arXiv:1905.11946).</summary>
public sealed class EfficientNetB1 : Application<EfficientNetB1, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private EfficientNetB1()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new EfficientNetArchitecture("EfficientNetB1", 1, 1.1, 240, 0.2,
            "1d254153d4ab51201f1646940f018540", "74c4e6b3e1f6a1eea24c589628592432");
}
