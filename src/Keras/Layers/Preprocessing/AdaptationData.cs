using TensorFlow;

namespace Keras.Layers;

/// <summary>The samples of a column as a tensor, until disposed.</summary>
internal sealed class AdaptationData : IDisposable
{
    private readonly IDisposable? use;
    private readonly Tensor? computed;

    public AdaptationData(Data column)
    {
        if (column.Transforms.Length > 0)
        {
            computed = column.ToTensor();
            return;
        }

        use = column.Source.Use();
        Tensor = column.Source.Tensor;
    }

    public Tensor Tensor => field ?? computed!;

    public void Dispose()
    {
        computed?.Dispose();
        use?.Dispose();
    }
}
