namespace Keras.Applications;

/// <summary>InceptionV3: branches of windows of different sizes, for images of 299 × 299 (Szegedy et al., 2015,
/// arXiv:1512.00567).</summary>
public sealed class InceptionV3 : Application<InceptionV3, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private InceptionV3()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new InceptionV3Architecture();
}
