using System.Diagnostics;

namespace TensorFlow;

/// <summary>
/// A tensor that the runtime keeps and functions read and write. It is freed when it is disposed or no longer referenced.
/// </summary>
[DebuggerDisplay("{DType.StandardName,nq} {Shape}")]
public sealed class Variable : IDisposable
{
    // The shared name that makes a resource belong to its handle alone, so that the handle's end is the variable's
    // (core/framework/resource_handle.h).
    private const string Anonymous = "cd2c89b7-88b7-44c8-ad83-06c2a9158347";

    private static readonly Shape EmptyList = [0];

    /// <summary>A variable without a value.</summary>
    /// <param name="dtype">The type of the elements.</param>
    /// <param name="shape">The axes.</param>
    /// <param name="device">The device. Default: that of the current <see cref="DeviceScope"/>, or the runtime's choice.</param>
    public Variable(DType dtype, Shape shape, Device? device = null)
    {
        DType = dtype;
        Shape = shape;
        Device = device ?? DeviceScope.Current;
        using EagerOperation operation = new("VarHandleOp", Device);
        Handle = operation.Attribute("container", "").Attribute("shared_name", Anonymous)
            .Attribute("dtype", dtype).Attribute("shape", shape).RunOnDevice();
    }

    /// <summary>A variable with a first value.</summary>
    /// <param name="value">The first value.</param>
    /// <param name="device">The device. Default: that of the current <see cref="DeviceScope"/>, or the runtime's choice.</param>
    public Variable(Tensor value, Device? device = null)
        : this(value.DType, value.Shape, device)
    {
        try
        {
            Assign(value);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes a tensor's memory that of a variable. Where nobody else holds the tensor, functions write into this memory instead of into a
    /// copy.
    /// </summary>
    /// <param name="value">The tensor, which is disposed.</param>
    /// <param name="device">The device, on which the tensor is. Default: that of the current <see cref="DeviceScope"/>, or the runtime's
    /// choice.</param>
    public static Variable TakeOver(DeviceTensor value, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        Variable variable = new(value.DType, value.Shape, device);
        try
        {
            variable.AssignUncounted(value);
            variable.Handle.Handle.Holds(0, value.Handle);
        }
        catch
        {
            variable.Dispose();
            throw;
        }

        value.Dispose();
        return variable;
    }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>The axes.</summary>
    public Shape Shape { get; }

    /// <summary>The device; null where the runtime chose.</summary>
    public Device? Device { get; }

    /// <summary>The handle, which functions take as an input of type <see cref="DType.Resource"/>.</summary>
    public DeviceTensor Handle { get; }

    /// <summary>Gives the variable a new value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The type or the shape is another.</exception>
    public void Assign(Tensor value)
    {
        Require(value.DType, value.Shape, nameof(value));
        using DeviceTensor input = DeviceTensor.From(value, Device);
        Assign(input);
    }

    /// <summary>Gives the variable a new value.</summary>
    /// <param name="value">The value, of this variable's type and shape.</param>
    /// <exception cref="ArgumentException">The type or the shape is another.</exception>
    public void Assign(DeviceTensor value)
    {
        Require(value.DType, value.Shape, nameof(value));
        AssignUncounted(value);
        Handle.Handle.Holds(Shape.IsFullyKnown ? Shape.ElementCount * DType.Size : 0);
    }

    /// <summary>The value, on its device.</summary>
    /// <exception cref="FailedPreconditionException">The variable has no value yet.</exception>
    public DeviceTensor ReadOnDevice()
    {
        using EagerOperation operation = new("ReadVariableOp", Device);
        DeviceTensor value = operation.Input(Handle).Attribute("dtype", DType).RunOnDevice();

        // Without a value the library gives an empty list instead of an error.
        if (value.Shape != EmptyList || HasValue())
            return value;
        value.Dispose();
        throw new FailedPreconditionException(
            $"Could not read a variable of {DType.StandardName} {Shape}: it has no value yet; Assign one first.");
    }

    /// <summary>The value.</summary>
    /// <exception cref="FailedPreconditionException">The variable has no value yet.</exception>
    public Tensor Read()
    {
        using DeviceTensor value = ReadOnDevice();
        return value.ToTensor();
    }

    /// <summary>The value, whose memory is no longer the variable's, which is disposed.</summary>
    /// <exception cref="FailedPreconditionException">The variable has no value yet.</exception>
    public DeviceTensor Release()
    {
        DeviceTensor value = ReadOnDevice();
        value.Handle.Holds(0, Handle.Handle);
        Dispose();
        return value;
    }

    /// <summary>Frees the variable.</summary>
    public void Dispose() => Handle.Dispose();

    private void AssignUncounted(DeviceTensor value)
    {
        using EagerOperation operation = new("AssignVariableOp", Device);
        operation.Input(Handle).Input(value).Attribute("dtype", DType).RunWithoutResult();
    }

    private bool HasValue()
    {
        using EagerOperation operation = new("VarIsInitializedOp", Device);
        using Tensor answer = operation.Input(Handle).Run();
        return answer.ToScalar<bool>();
    }

    private void Require(DType dtype, Shape shape, string parameter)
    {
        if (dtype != DType || !Shape.IsCompatibleWith(shape))
            throw new ArgumentException($"The variable holds {DType.StandardName} {Shape}, got {dtype.StandardName} {shape}.", parameter);
    }
}
