namespace Keras.Applications;

/// <summary>DenseNet169: each convolution sees the outputs of all before it, for images of 224 × 224 (Huang et al., 2016,
/// arXiv:1608.06993).</summary>
public sealed class DenseNet169 : Application<DenseNet169, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private DenseNet169()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new DenseNetArchitecture("DenseNet169", [6, 12, 32, 32], "d699b8f76981ab1b30698df4c175e90b", "b8c4d4c20dd625c148057b9ff1c1176b");
}
