namespace Keras.Applications;

/// <summary>ResNet152V2: residual blocks with the activation before the convolutions, for images of 224 × 224 (He et al., 2016,
/// arXiv:1603.05027).</summary>
public sealed class ResNet152V2 : Application<ResNet152V2, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private ResNet152V2()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new ResNetArchitecture("ResNet152V2", [3, 8, 36, 3], isSecond: true,
            "a49b44d1979771252814e80f8ec446f9", "ed17cf2e0169df9d443503ef94b23b33");
}
