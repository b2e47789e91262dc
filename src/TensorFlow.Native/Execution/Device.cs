using System.Runtime.InteropServices;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>A compute device.</summary>
/// <param name="Name">The full name: <c>/job:localhost/replica:0/task:0/device:GPU:0</c>.</param>
/// <param name="Kind">"CPU" or "GPU".</param>
/// <param name="MemoryBytes">The memory that the runtime may use, in bytes; a nominal number for CPUs.</param>
public sealed record Device(string Name, string Kind, long MemoryBytes)
{
    /// <summary>The name as people write it: <c>/GPU:0</c>.</summary>
    public string ShortName => "/" + Name[(Name.IndexOf("device:", StringComparison.Ordinal) + "device:".Length)..];

    /// <summary>The short name.</summary>
    public override string ToString() => ShortName;

    internal static Device[] List()
    {
        using StatusHandle status = new();
        using DeviceListHandle list = new(NativeMethods.TFE_ContextListDevices(EagerContext.Handle, status));
        status.ThrowIfError("list the devices");
        Device[] devices = new Device[NativeMethods.TF_DeviceListCount(list)];
        for (int i = 0; i < devices.Length; i++)
        {
            string name = Marshal.PtrToStringUTF8(NativeMethods.TF_DeviceListName(list, i, status))!;
            status.ThrowIfError("read a device's name");
            string kind = Marshal.PtrToStringUTF8(NativeMethods.TF_DeviceListType(list, i, status))!;
            status.ThrowIfError("read a device's type");
            long bytes = NativeMethods.TF_DeviceListMemoryBytes(list, i, status);
            status.ThrowIfError("read a device's memory");
            devices[i] = new(name, kind, bytes);
        }

        return devices;
    }
}
