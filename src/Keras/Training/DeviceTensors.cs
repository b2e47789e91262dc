using TensorFlow;

namespace Keras.Training;

/// <summary>Tensors that are freed together.</summary>
/// <param name="items">The tensors.</param>
internal sealed class DeviceTensors(DeviceTensor[] items) : IDisposable
{
    public DeviceTensor[] Items => items;

    public void Dispose()
    {
        foreach (DeviceTensor item in items)
            item.Dispose();
    }
}
