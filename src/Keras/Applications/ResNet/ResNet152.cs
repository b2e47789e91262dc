namespace Keras.Applications;

/// <summary>ResNet152: residual blocks, for images of 224 × 224 (He et al., 2015, arXiv:1512.03385).</summary>
public sealed class ResNet152 : Application<ResNet152, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private ResNet152()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new ResNetArchitecture("ResNet152", [3, 8, 36, 3], isSecond: false,
            "100835be76be38e30d865e96f2aaae62", "ee4c566cf9a93f14d82f913c2dc6dd0c");
}
