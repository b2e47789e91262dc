namespace Keras.Applications;

/// <summary>DenseNet201: each convolution sees the outputs of all before it, for images of 224 × 224 (Huang et al., 2016,
/// arXiv:1608.06993).</summary>
public sealed class DenseNet201 : Application<DenseNet201, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private DenseNet201()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new DenseNetArchitecture("DenseNet201", [6, 12, 48, 32], "1ceb130c1ea1b78c3bf6114dbdfd8807", "c13680b51ded0fb44dff2d8f86ac8bb1");
}
