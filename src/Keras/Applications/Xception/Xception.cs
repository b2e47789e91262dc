namespace Keras.Applications;

/// <summary>Xception: depthwise separable convolutions, for images of 299 × 299 (Chollet, 2016, arXiv:1610.02357).</summary>
public sealed class Xception : Application<Xception, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private Xception()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new XceptionArchitecture();
}
