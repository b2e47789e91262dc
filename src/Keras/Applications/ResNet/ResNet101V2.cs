namespace Keras.Applications;

/// <summary>ResNet101V2: residual blocks with the activation before the convolutions, for images of 224 × 224 (He et al., 2016,
/// arXiv:1603.05027).</summary>
public sealed class ResNet101V2 : Application<ResNet101V2, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private ResNet101V2()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new ResNetArchitecture("ResNet101V2", [3, 4, 23, 3], isSecond: true,
            "6343647c601c52e1368623803854d971", "c0ed64b8031c3730f411d2eb4eea35b5");
}
