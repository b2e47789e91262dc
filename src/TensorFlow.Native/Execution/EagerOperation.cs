using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>One op, run at once: for variables and the few computations outside of functions.</summary>
internal sealed class EagerOperation : IDisposable
{
    private readonly string type;
    private readonly StatusHandle status = new();
    private readonly EagerOperationHandle handle;

    public EagerOperation(string type, Device? device = null, ContextHandle? context = null)
    {
        this.type = type;
        handle = new(NativeMethods.TFE_NewOp(context ?? EagerContext.Handle, type, status));
        try
        {
            Check();
            if ((device ?? DeviceScope.Current) is { } chosen)
            {
                NativeMethods.TFE_OpSetDevice(handle, chosen.Name, status);
                Check();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public EagerOperation Input(DeviceTensor tensor)
    {
        NativeMethods.TFE_OpAddInput(handle, tensor.Handle, status);
        Check();
        return this;
    }

    public EagerOperation Input(Tensor tensor)
    {
        using DeviceTensor input = DeviceTensor.From(tensor);
        return Input(input);
    }

    public EagerOperation Attribute(string name, DType value)
    {
        NativeMethods.TFE_OpSetAttrType(handle, name, value);
        return this;
    }

    public unsafe EagerOperation Attribute(string name, string value)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(value);
        fixed (byte* bytes = utf8)
            NativeMethods.TFE_OpSetAttrString(handle, name, bytes, (nuint)utf8.Length);
        return this;
    }

    /// <summary>Sets an attribute to a serialized <c>tensorflow.AttrValue</c>.</summary>
    public unsafe EagerOperation Attribute(string name, ReadOnlySpan<byte> serialized)
    {
        fixed (byte* bytes = serialized)
            NativeMethods.TFE_OpSetAttrValueProto(handle, name, bytes, (nuint)serialized.Length, status);
        Check();
        return this;
    }

    public unsafe EagerOperation Attribute(string name, Shape value)
    {
        fixed (long* dimensions = value.RequireCountable().AsSpan())
            NativeMethods.TFE_OpSetAttrShape(handle, name, dimensions, value.Rank, status);
        Check();
        return this;
    }

    /// <summary>Runs an op of one output.</summary>
    public unsafe DeviceTensor RunOnDevice()
    {
        nint result = 0;
        int count = 1;
        NativeMethods.TFE_Execute(handle, &result, &count, status);
        Check();
        return new(new EagerTensorHandle(result));
    }

    /// <summary>Runs an op of one output and brings the output to the host.</summary>
    public Tensor Run()
    {
        using DeviceTensor result = RunOnDevice();
        return result.ToTensor();
    }

    /// <summary>Runs an op of no outputs.</summary>
    public unsafe void RunWithoutResult()
    {
        int count = 0;
        NativeMethods.TFE_Execute(handle, null, &count, status);
        Check();
    }

    public void Dispose()
    {
        handle.Dispose();
        status.Dispose();
    }

    private void Check() => status.ThrowIfError($"run {type}");
}
