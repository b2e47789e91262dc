namespace Keras.Applications;

/// <summary>DenseNet121: each convolution sees the outputs of all before it, for images of 224 × 224 (Huang et al., 2016,
/// arXiv:1608.06993).</summary>
public sealed class DenseNet121 : Application<DenseNet121, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private DenseNet121()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new DenseNetArchitecture("DenseNet121", [6, 12, 24, 16], "9d60b8095a5708f2dcce2bca79d332c7", "30ee3e1110167f948a6b9946edeeb738");
}
