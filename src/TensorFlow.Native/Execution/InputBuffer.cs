using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>An input that is written again and again in place.</summary>
internal sealed class InputBuffer : IDisposable
{
    private readonly Tensor tensor;
    // On the CPU the handle shares the tensor's memory, so writing that is all an input needs.
    private readonly bool isShared = DeviceScope.Current is null or { Kind: "CPU" };
    private DeviceTensor onDevice;

    private InputBuffer(Tensor tensor)
    {
        this.tensor = tensor;
        onDevice = DeviceTensor.From(tensor);
    }

    public static InputBuffer Create<T>(Shape shape)
        where T : unmanaged
    {
        Tensor tensor = Tensor.Zeros(DTypes.Of<T>(), shape);
        try
        {
            return new(tensor);
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    public bool Fits<T>(Shape shape)
        where T : unmanaged =>
        tensor.DType == DTypes.Of<T>() && tensor.Shape == shape;

    public EagerTensorHandle Write<T>(ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        if (elements.Length != tensor.Length)
            throw new ArgumentException($"Expected {tensor.Length} elements for the shape {tensor.Shape}, got {elements.Length}.", nameof(elements));
        elements.CopyTo(tensor.MutableSpan<T>());
        if (!isShared)
        {
            onDevice.Dispose();
            onDevice = DeviceTensor.From(tensor);
        }

        return onDevice.Handle;
    }

    public void Dispose()
    {
        onDevice.Dispose();
        tensor.Dispose();
    }
}
