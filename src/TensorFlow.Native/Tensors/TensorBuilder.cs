using System.Diagnostics;
using System.Runtime.InteropServices;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// A tensor in the making: its memory is there from the beginning, and tensors are appended to it one after another. So parts become a
/// whole without a second copy of all of them. For one thread at a time.
/// </summary>
[DebuggerDisplay("{shape}, {filled} bytes filled")]
public sealed unsafe class TensorBuilder : IDisposable
{
    private readonly Shape shape;
    private Tensor? tensor;
    private long filled;

    /// <summary>Grows the buffer.</summary>
    /// <param name="dtype">The type of the elements; not strings.</param>
    /// <param name="shape">The axes of the whole.</param>
    /// <exception cref="ArgumentException">Elements of this type have no fixed size, or an axis is unknown.</exception>
    public TensorBuilder(DType dtype, Shape shape)
    {
        if (dtype.Size == 0)
            throw new ArgumentException(
                $"Expected elements of a fixed size, got {dtype.StandardName}; use Tensor.CreateStrings for strings.", nameof(dtype));
        this.shape = shape;
        tensor = Tensor.Allocate(dtype, shape);
    }

    /// <summary>The type of the elements.</summary>
    public DType DType => Whole.DType;

    /// <summary>The axes of the whole.</summary>
    public Shape Shape => shape;

    private Tensor Whole => tensor
        ?? throw new ObjectDisposedException(nameof(TensorBuilder), "The tensor was disposed or handed over; make another builder.");

    /// <summary>Copies a part behind what is there already.</summary>
    /// <param name="part">Elements of the same type.</param>
    /// <exception cref="ArgumentException">The type is another, or there is no room.</exception>
    public void Append(Tensor part)
    {
        Tensor whole = Whole;
        if (part.DType != whole.DType)
            throw new ArgumentException(
                $"Expected {whole.DType.StandardName}, got {part.DType.StandardName} {part.Shape}; Cast it first.", nameof(part));
        Append(part, part.ByteLength);
    }

    /// <summary>Copies the first bytes of a tensor.</summary>
    internal void Append(Tensor part, long bytes)
    {
        Append((byte*)NativeMethods.TF_TensorData(part.Handle), bytes);
        GC.KeepAlive(part);
    }

    /// <summary>Copies the elements of an array of the same element type.</summary>
    internal void Append(Array part)
    {
        fixed (byte* elements = &MemoryMarshal.GetArrayDataReference(part))
            Append(elements, part.LongLength * DType.Size);
    }

    private void Append(byte* source, long bytes)
    {
        Tensor whole = Whole;
        if (bytes > whole.ByteLength - filled)
            throw new ArgumentException(
                $"There is room for {(whole.ByteLength - filled) / whole.DType.Size} elements of {shape}, got {bytes / whole.DType.Size}.");
        Buffer.MemoryCopy(source, (byte*)NativeMethods.TF_TensorData(whole.Handle) + filled, bytes, bytes);
        filled += bytes;
        GC.KeepAlive(whole);
    }

    /// <summary>Hands the tensor over; elements that nothing was appended for are zero.</summary>
    public Tensor ToTensor()
    {
        Tensor whole = Whole;
        NativeMemory.Clear((byte*)NativeMethods.TF_TensorData(whole.Handle) + filled, (nuint)(whole.ByteLength - filled));
        tensor = null;
        return whole;
    }

    /// <summary>Frees the memory, unless the tensor was handed over.</summary>
    public void Dispose()
    {
        tensor?.Dispose();
        tensor = null;
    }
}
