using TensorFlow;

namespace Keras.Training;

/// <summary>Tensors that are freed together.</summary>
/// <param name="items">The tensors.</param>
internal sealed class DeviceTensors(DeviceTensor[] items) : IDisposable
{
    public DeviceTensor[] Items => items;

    /// <summary>The elements in host memory.</summary>
    public Tensor[] ToTensors()
    {
        Tensor[] tensors = new Tensor[items.Length];
        for (int i = 0; i < tensors.Length; i++)
            tensors[i] = items[i].ToTensor();
        return tensors;
    }

    public void Dispose()
    {
        foreach (DeviceTensor item in items)
            item.Dispose();
    }
}
