namespace TensorFlow;

/// <summary>While it lives, what its thread creates and runs is placed on a device. Made by <see cref="Runtime.Device"/>.</summary>
public sealed class DeviceScope : IDisposable
{
    [ThreadStatic]
    private static Device? current;

    private readonly Device? outer = current;
    private bool disposed;

    internal DeviceScope(Device device) => current = device;

    /// <summary>The device that this thread has chosen; null where it has chosen none.</summary>
    public static Device? Current => current;

    /// <summary>Goes back to the device chosen before.</summary>
    public void Dispose()
    {
        if (!disposed)
            current = outer;
        disposed = true;
    }
}
