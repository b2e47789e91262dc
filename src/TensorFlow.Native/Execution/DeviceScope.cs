using System.Diagnostics;

namespace TensorFlow;

/// <summary>
/// While it lives, what its creator makes and runs is placed on a device: on its thread, in the tasks that it starts, and after each
/// <c>await</c>, whatever thread goes on. Threads of the pool do not keep it. Made by <see cref="Runtime.Device"/>.
/// </summary>
[DebuggerDisplay("on {Current}")]
public sealed class DeviceScope : IDisposable
{
    private static readonly AsyncLocal<Device?> Chosen = new();

    private readonly Device? outer = Chosen.Value;
    private bool disposed;

    internal DeviceScope(Device? device) => Chosen.Value = device;

    /// <summary>The device that is chosen here; null where none is.</summary>
    public static Device? Current => Chosen.Value;

    /// <summary>Chooses a device, or none.</summary>
    /// <param name="device">The device; null leaves the choice to the runtime, whatever was chosen before.</param>
    public static DeviceScope Enter(Device? device) => new(device);

    /// <summary>Restores the device chosen before.</summary>
    public void Dispose()
    {
        if (!disposed)
            Chosen.Value = outer;
        disposed = true;
    }
}
