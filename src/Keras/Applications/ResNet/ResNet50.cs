namespace Keras.Applications;

/// <summary>ResNet50: residual blocks, for images of 224 × 224 (He et al., 2015, arXiv:1512.03385).</summary>
public sealed class ResNet50 : Application<ResNet50, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private ResNet50()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new ResNetArchitecture("ResNet50", [3, 4, 6, 3], isSecond: false,
            "2cb95161c43110f7111970584f804107", "4d473c1dd8becc155b73f8504c6f6626");
}
