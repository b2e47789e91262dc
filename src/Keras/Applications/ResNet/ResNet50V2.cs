namespace Keras.Applications;

/// <summary>ResNet50V2: residual blocks with the activation before the convolutions, for images of 224 × 224 (He et al., 2016,
/// arXiv:1603.05027).</summary>
public sealed class ResNet50V2 : Application<ResNet50V2, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private ResNet50V2()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new ResNetArchitecture("ResNet50V2", [3, 4, 6, 3], isSecond: true,
            "3ef43a0b657b3be2300d5770ece849e0", "fac2f116257151a9d068a22e544a4917");
}
