namespace Keras.Applications;

/// <summary>EfficientNetB2: width, depth and image size scaled together, for images of 260 × 260, values 0 to 255 (Tan and Le, 2019,
/// arXiv:1905.11946).</summary>
public sealed class EfficientNetB2 : Application<EfficientNetB2, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private EfficientNetB2()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new EfficientNetArchitecture("EfficientNetB2", 1.1, 1.2, 260, 0.3,
            "b15cce36ff4dcbd00b6dd88e7857a6ad", "111f8e2ac8aa800a7a99e3239f7bfb39");
}
