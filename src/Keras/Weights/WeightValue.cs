using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// One value of a weight. It never changes: a new value takes its place, and whoever still computes with this one keeps it alive. All
/// values are exchanged under one lock, held for no more than that, so that values taken together are of one moment.
/// </summary>
/// <param name="tensor">The value, which this owns from now on.</param>
/// <param name="device">The device; null for the runtime's choice, the first CPU.</param>
internal sealed class WeightValue(DeviceTensor tensor, Device? device)
{
    private int references = 1;
    private Dictionary<Device, DeviceTensor>? copies;
    private DeviceTensor? onHost;

    /// <summary>Guards which value each weight has, and how many use each value.</summary>
    public static Lock Gate { get; } = new();

    private DeviceTensor Original => tensor;

    /// <summary>Keeps it alive until <see cref="Release()"/>. Under <see cref="Gate"/>, while somebody has it.</summary>
    public WeightValue Keep()
    {
        references++;
        return this;
    }

    /// <summary>Lets go of it while others have it. Under <see cref="Gate"/>.</summary>
    public void Drop() => references--;

    /// <summary>Tells the garbage collector of its memory, instead of that of the value whose place it takes.</summary>
    public void TakePlaceOf(WeightValue? replaced) => tensor.KeepsMemory(replaced?.Original);

    /// <summary>Lets go of it.</summary>
    public void Release()
    {
        lock (Gate)
        {
            if (--references > 0)
                return;
        }

        Free();
    }

    /// <summary>Lets go of several; some may be null, and all are null afterwards.</summary>
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

    /// <summary>The value in host memory.</summary>
    public Tensor ToTensor() => tensor.ToTensor();

    /// <summary>The value for a function that runs on a device: copied there once, where it is elsewhere.</summary>
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
    /// The value for a short function: on the host it is not bound to a device, which costs the runtime half as much a call as one that is.
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
    /// The value as a variable, of which the caller lets go, as <see cref="Release()"/> does: where nobody else has it, the variable alone
    /// holds its memory from then on.
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
