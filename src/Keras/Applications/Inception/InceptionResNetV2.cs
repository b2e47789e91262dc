namespace Keras.Applications;

/// <summary>InceptionResNetV2: Inception blocks with residual connections, for images of 299 × 299 (Szegedy et al., 2016,
/// arXiv:1602.07261).</summary>
public sealed class InceptionResNetV2 : Application<InceptionResNetV2, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private InceptionResNetV2()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new InceptionResNetV2Architecture();
}
