using System.Diagnostics;
using System.Runtime.InteropServices;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>A tensor where the runtime keeps it, in the memory of a device: what functions take and return.</summary>
[DebuggerDisplay("{handle.IsClosed ? \"disposed\" : DType.StandardName + \" \" + Shape,nq}")]
public sealed class DeviceTensor : IDisposable
{
    private readonly EagerTensorHandle handle;
    private DType dtype;
    private Shape? shape;

    internal DeviceTensor(EagerTensorHandle handle) => this.handle = handle;

    internal DeviceTensor(EagerTensorHandle handle, TensorSpec spec)
    {
        this.handle = handle;
        dtype = spec.DType;
        shape = spec.Shape.IsFullyKnown ? spec.Shape : null;
    }

    /// <summary>The type of the elements.</summary>
    public DType DType => dtype != DType.Invalid ? dtype : dtype = NativeMethods.TFE_TensorHandleDataType(Handle);

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape => shape ??= ReadShape();

    /// <summary>The full name of the device whose memory holds the elements.</summary>
    public string Device
    {
        get
        {
            using StatusHandle status = new();
            nint name = NativeMethods.TFE_TensorHandleBackingDeviceName(Handle, status);
            status.ThrowIfError("read a tensor's device");
            return Marshal.PtrToStringUTF8(name)!;
        }
    }

    internal EagerTensorHandle Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle.IsClosed, this);
            return handle;
        }
    }

    /// <summary>Hands a host tensor to the runtime; on the CPU the memory is shared.</summary>
    /// <param name="tensor">The host tensor; may be disposed afterwards.</param>
    /// <param name="device">The device. Default: that of the current <see cref="DeviceScope"/>, or host memory.</param>
    public static DeviceTensor From(Tensor tensor, Device? device = null)
    {
        DeviceTensor host = OnHost(tensor);
        if ((device ?? DeviceScope.Current) is not { } target)
            return host;
        using (host)
            return host.CopyTo(target);
    }

    /// <summary>
    /// Hands a host tensor to the runtime where it is, whatever the current <see cref="DeviceScope"/>; the memory is shared.
    /// </summary>
    /// <param name="tensor">The host tensor; may be disposed afterwards.</param>
    public static DeviceTensor OnHost(Tensor tensor)
    {
        using StatusHandle status = new();
        DeviceTensor host = new(new EagerTensorHandle(NativeMethods.TFE_NewTensorHandle(tensor.Handle, status)), TensorSpec.Of(tensor));
        status.ThrowIfError("hand a tensor to the runtime");
        return host;
    }

    /// <summary>The same elements in the memory of a device; shared where they are there already.</summary>
    /// <param name="device">The device wanted.</param>
    public DeviceTensor CopyTo(Device device)
    {
        using StatusHandle status = new();
        DeviceTensor copy = new(new EagerTensorHandle(
            NativeMethods.TFE_TensorHandleCopyToDevice(Handle, EagerContext.Handle, device.Name, status)));
        status.ThrowIfError($"copy a tensor to {device}");
        return copy;
    }

    /// <summary>The elements in host memory; on the CPU the memory is shared.</summary>
    public Tensor ToTensor()
    {
        using StatusHandle status = new();
        nint native = NativeMethods.TFE_TensorHandleResolve(Handle, status);
        status.ThrowIfError("read a tensor from its device");
        return new(new TensorHandle(native));
    }

    /// <summary>
    /// Tells the garbage collector of the memory that this tensor keeps alive, so that owners that nobody disposes are collected in time.
    /// For tensors that are kept for long.
    /// </summary>
    /// <param name="replaced">A tensor of the same size whose place this one takes, which is told of no longer; null (default) for
    /// none.</param>
    public void KeepsMemory(DeviceTensor? replaced = null)
    {
        long bytes = Shape.ElementCount * DType.Size;
        if (replaced is null)
            Handle.Holds(bytes);
        else
            Handle.Holds(bytes, replaced.Handle);
    }

    /// <summary>Frees the runtime's reference.</summary>
    public void Dispose() => handle.Dispose();

    private Shape ReadShape()
    {
        using StatusHandle status = new();
        int rank = NativeMethods.TFE_TensorHandleNumDims(Handle, status);
        status.ThrowIfError("read a tensor's number of axes");
        Span<long> dimensions = stackalloc long[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            dimensions[axis] = NativeMethods.TFE_TensorHandleDim(Handle, axis, status);
            status.ThrowIfError("read the length of a tensor's axis");
        }

        return Shape.Create(dimensions);
    }
}
