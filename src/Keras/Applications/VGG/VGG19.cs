namespace Keras.Applications;

/// <summary>VGG19: 16 convolutions and three dense layers, for images of 224 × 224 (Simonyan and Zisserman, 2014,
/// arXiv:1409.1556).</summary>
public sealed class VGG19 : Application<VGG19, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private VGG19()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new VGGArchitecture("VGG19", [2, 2, 4, 4, 4], "cbe5617147190e668d6c5d5026f83318", "253f8cb515780f3b799900260a226db6");
}
