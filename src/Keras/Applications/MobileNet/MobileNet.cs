namespace Keras.Applications;

/// <summary>MobileNet: depthwise convolutions for small devices, for images of 224 × 224 (Howard et al., 2017, arXiv:1704.04861).</summary>
public sealed class MobileNet : Application<MobileNet, MobileNetOptions>, IArchitecture<MobileNetOptions>
{
    private MobileNet()
    {
    }

    static Architecture<MobileNetOptions> IArchitecture<MobileNetOptions>.Definition { get; } =
        new MobileNetArchitecture();
}
