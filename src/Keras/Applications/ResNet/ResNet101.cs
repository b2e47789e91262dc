namespace Keras.Applications;

/// <summary>ResNet101: residual blocks, for images of 224 × 224 (He et al., 2015, arXiv:1512.03385).</summary>
public sealed class ResNet101 : Application<ResNet101, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private ResNet101()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new ResNetArchitecture("ResNet101", [3, 4, 23, 3], isSecond: false,
            "f1aeb4b969a6efcfb50fad2f0c20cfc5", "88cf7a10940856eca736dc7b7e228a21");
}
