namespace Keras.Applications;

/// <summary>VGG16: 13 convolutions and three dense layers, for images of 224 × 224 (Simonyan and Zisserman, 2014,
/// arXiv:1409.1556).</summary>
public sealed class VGG16 : Application<VGG16, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private VGG16()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new VGGArchitecture("VGG16", [2, 2, 3, 3, 3], "64373286793e3c8b2b4e3219cbf3544b", "6d6bbae143d832006294945121d1f1fc");
}
