using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// An immutable, reference-counted value of a weight. A new value replaces it, and functions that still compute with this one keep it
/// alive. All values are replaced under one lock, held only for that, so that values kept together form a consistent snapshot.
/// </summary>
/// <param name="tensor">The value, which the object owns.</param>
/// <param name="device">The device; null for the runtime's choice, the first CPU.</param>
internal sealed class WeightValue(DeviceTensor tensor, Device? device)
{
    private int references = 1;
    private Dictionary<Device, DeviceTensor>? copies;
    private DeviceTensor? onHost;

    /// <summary>Guards the current values of all weights, and their reference counts.</summary>
    public static Lock Gate { get; } = new();

    private DeviceTensor Original => tensor;

    /// <summary>Adds a reference, until <see cref="Release()"/>. Under <see cref="Gate"/>.</summary>
    public WeightValue Keep()
    {
        references++;
        return this;
    }

    /// <summary>Removes a reference that is not the last one. Under <see cref="Gate"/>.</summary>
    public void Drop() => references--;

    /// <summary>Reports its memory to the garbage collector, instead of that of the value that it replaces.</summary>
    public void TakePlaceOf(WeightValue? replaced) => tensor.KeepsMemory(replaced?.Original);

    /// <summary>Removes a reference, and frees the value with the last one.</summary>
    public void Release()
    {
        lock (Gate)
        {
            if (--references > 0)
                return;
        }

        Free();
    }

    /// <summary>Releases several values, of which some may be null, and sets all to null.</summary>
    public static void Release(Span<WeightValue?> values)
    {
        lock (Gate)
        {
            foreach (ref WeightValue? value in values)
            {
                if (value is not null && --value.references > 0)
                    value = null;
            }
        }

        foreach (ref WeightValue? value in values)
        {
            value?.Free();
            value = null;
        }
    }

    /// <summary>The device; null for the runtime's choice, the first CPU.</summary>
    public Device? Device => device;

    /// <summary>Copies the value to host memory.</summary>
    public Tensor ToTensor() => tensor.ToTensor();

    /// <summary>The value on a device, copied there once if it is on another one.</summary>
    /// <param name="target">The device; null for the runtime's choice.</param>
    public DeviceTensor On(Device? target)
    {
        if (target == device || (IsHost(target) && IsHost(device)))
            return tensor;
        Device there = target ?? Runtime.Devices[0];
        lock (tensor)
        {
            copies ??= [];
            if (!copies.TryGetValue(there, out DeviceTensor? copy))
                copies[there] = copy = tensor.CopyTo(there);
            return copy;
        }
    }

    /// <summary>
    /// The value for short functions: on the host it is not bound to a device, which halves the runtime's cost of passing it.
    /// </summary>
    /// <param name="target">The device; null for the runtime's choice.</param>
    public DeviceTensor ForShortCalls(Device? target)
    {
        if (!IsHost(target))
            return On(target);
        if (Volatile.Read(ref onHost) is { } known)
            return known;
        lock (tensor)
        {
            if (onHost is null)
            {
                using Tensor host = tensor.ToTensor();
                Volatile.Write(ref onHost, DeviceTensor.OnHost(host));
            }

            return onHost!;
        }
    }

    /// <summary>
    /// Converts the value to a variable and removes the caller's reference. If that was the only one, the variable takes over the memory.
    /// </summary>
    /// <param name="target">The device; null for the runtime's choice.</param>
    public Variable ToVariable(Device? target)
    {
        DeviceTensor value = On(target);
        bool isAlone;
        lock (Gate)
            isAlone = references == 1 && value == tensor;
        if (isAlone)
        {
            Variable taken = Variable.TakeOver(tensor, target);
            Free();
            return taken;
        }

        Variable variable = new(value.DType, value.Shape, target);
        try
        {
            variable.Assign(value);
        }
        catch
        {
            variable.Dispose();
            throw;
        }

        Release();
        return variable;
    }

    private void Free()
    {
        tensor.Dispose();
        onHost?.Dispose();
        foreach (DeviceTensor copy in copies?.Values.ToArray() ?? [])
            copy.Dispose();
    }

    private static bool IsHost(Device? place) => place is null || place == Runtime.Devices[0];
}
