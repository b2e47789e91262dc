using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>An input that is written again and again in place.</summary>
internal sealed class InputBuffer : IDisposable
{
    private readonly Tensor tensor;
    private readonly Device? device;
    // On the CPU the handle shares the tensor's memory, so writing that is all an input needs.
    private readonly bool isShared;
    private DeviceTensor onDevice;

    private InputBuffer(Tensor tensor, Device? device)
    {
        this.tensor = tensor;
        this.device = device;
        isShared = device is null or { Kind: "CPU" };
        onDevice = Place();
    }

    /// <param name="shape">The axes.</param>
    /// <param name="device">The device of the call; null for the runtime's choice.</param>
    public static InputBuffer Create<T>(Shape shape, Device? device)
        where T : unmanaged
    {
        Tensor tensor = Tensor.Zeros(DTypes.Of<T>(), shape);
        try
        {
            return new(tensor, device);
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
            throw new ArgumentException(
                $"Expected {tensor.Length} elements for the shape {tensor.Shape}, got {elements.Length}.", nameof(elements));
        elements.CopyTo(tensor.MutableSpan<T>());
        if (!isShared)
        {
            onDevice.Dispose();
            onDevice = Place();
        }

        return onDevice.Handle;
    }

    private DeviceTensor Place() => device is null ? DeviceTensor.OnHost(tensor) : DeviceTensor.From(tensor, device);

    public void Dispose()
    {
        onDevice.Dispose();
        tensor.Dispose();
    }
}
