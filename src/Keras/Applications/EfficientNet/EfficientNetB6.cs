namespace Keras.Applications;

/// <summary>EfficientNetB6: width, depth and image size scaled together, for images of 528 × 528, values 0 to 255 (Tan and Le, 2019,
/// arXiv:1905.11946).</summary>
public sealed class EfficientNetB6 : Application<EfficientNetB6, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private EfficientNetB6()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new EfficientNetArchitecture("EfficientNetB6", 1.8, 2.6, 528, 0.5,
            "165f6e37dce68623721b423839de8be5", "9ecce42647a20130c1f39a5d4cb75743");
}
