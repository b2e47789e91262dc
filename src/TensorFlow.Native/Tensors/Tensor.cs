using System.Diagnostics;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// An immutable array of numbers or strings in native host memory, in C order, read in place as a span. Disposing frees the memory at once;
/// the garbage collector does it otherwise.
/// </summary>
[DebuggerDisplay("{TensorText.OneLine(this),nq}")]
public sealed partial class Tensor : IDisposable
{
    private readonly TensorHandle handle;

    internal Tensor(TensorHandle handle)
    {
        if (handle.IsInvalid)
            throw new ResourceExhaustedException("Could not allocate a tensor.");
        this.handle = handle;
        DType = NativeMethods.TF_TensorType(handle);
        int rank = NativeMethods.TF_NumDims(handle);
        Span<long> dimensions = stackalloc long[rank];
        for (int axis = 0; axis < rank; axis++)
            dimensions[axis] = NativeMethods.TF_Dim(handle, axis);
        Shape = Shape.Create(dimensions);
    }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>The lengths of the axes; all known.</summary>
    public Shape Shape { get; }

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The number of elements.</summary>
    public long Length => Shape.ElementCount;

    /// <summary>The bytes of all elements; 0 for strings.</summary>
    public long ByteLength => Length * DType.Size;

    internal TensorHandle Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle.IsClosed, this);
            return handle;
        }
    }

    /// <summary>
    /// The elements in C order, in place. The span is valid while this tensor is neither disposed nor collected, and does not keep it
    /// alive: hold the tensor in a <c>using</c> declaration as long as the span is read, or take a copy with <see cref="ToArray"/>.
    /// </summary>
    /// <typeparam name="T">The .NET type of the elements: <see cref="float"/> for <see cref="DType.Float32"/>, and so on.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are of another type, or too many for a span.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged
    {
        RequireType(DTypes.Of<T>());
        return MutableSpan<T>();
    }

    /// <summary>The elements' bytes, in place; valid as long as <see cref="AsSpan"/> is.</summary>
    /// <exception cref="InvalidOperationException">The elements are strings, or too many for a span.</exception>
    public ReadOnlySpan<byte> AsBytes()
    {
        if (DType.Size == 0)
            throw new InvalidOperationException($"A tensor of {DType.StandardName} has no plain bytes; use ToStrings.");
        return MutableBytes();
    }

    /// <summary>
    /// Some of the elements' bytes, in place; valid as long as <see cref="AsSpan"/> is. A tensor may have more bytes than a span holds.
    /// </summary>
    /// <param name="start">The number of bytes before the first one.</param>
    /// <param name="length">The number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tensor does not have these bytes.</exception>
    /// <exception cref="InvalidOperationException">The elements are strings.</exception>
    public unsafe ReadOnlySpan<byte> AsBytes(long start, int length)
    {
        if (DType.Size == 0)
            throw new InvalidOperationException($"A tensor of {DType.StandardName} has no plain bytes; use ToStrings.");
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, ByteLength - length);
        return new((byte*)NativeMethods.TF_TensorData(Handle) + start, length);
    }

    /// <summary>Copies the elements in C order.</summary>
    /// <typeparam name="T"> The .NET type of the elements, or another numeric type that can hold them: labels of <see cref="DType.Int64"/>
    /// are read as <see cref="int"/>, say. </typeparam>
    /// <exception cref="InvalidOperationException"> The elements do not convert: one is out of the range of <typeparamref name="T"/>, or
    /// they are floating-point numbers and it is an integer type. </exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        if (Length > Array.MaxLength)
            throw new InvalidOperationException(
                $"An array holds at most {Array.MaxLength} elements, this tensor has {Length}; index it first.");
        T[] copy = GC.AllocateUninitializedArray<T>((int)Length);
        if (DTypes.Of<T>() == DType)
            MutableSpan<T>().CopyTo(copy);
        else
            ElementConversion.Copy(this, copy.AsSpan());
        GC.KeepAlive(this);
        return copy;
    }

    /// <summary>Gets the only element.</summary>
    /// <typeparam name="T"> The .NET type to read it as: that of the element, or another numeric type that can hold it. The fraction of a
    /// floating-point number that is read as an integer is truncated, as <see cref="Cast"/> does. </typeparam>
    /// <exception cref="InvalidOperationException">There is not exactly one element, or it does not convert.</exception>
    public T ToScalar<T>()
        where T : unmanaged
    {
        if (Length != 1)
            throw new InvalidOperationException($"A scalar needs exactly one element, got shape {Shape}; index the tensor first.");
        DType wanted = DTypes.Of<T>();
        if (!DType.IsFloatingPoint || wanted.IsFloatingPoint || DType == wanted)
            return ToArray<T>()[0];
        using Tensor converted = Cast(wanted);
        return converted.ToArray<T>()[0];
    }

    /// <summary>Frees the native memory.</summary>
    public void Dispose() => handle.Dispose();

    /// <summary>
    /// The type, the shape and the elements as NumPy prints them: aligned, and of more than 1000 elements the first and last three of each
    /// axis.
    /// </summary>
    public override string ToString() => TensorText.Describe(this);

    internal bool IsDisposed => handle.IsClosed;

    internal unsafe Span<byte> MutableBytes()
    {
        if (ByteLength > int.MaxValue)
            throw new InvalidOperationException(
                $"A span holds at most {int.MaxValue} bytes, this tensor has {ByteLength}; take a part of it with an index.");
        return new((void*)NativeMethods.TF_TensorData(Handle), (int)ByteLength);
    }

    internal unsafe Span<T> MutableSpan<T>()
        where T : unmanaged
    {
        if (Length > int.MaxValue)
            throw new InvalidOperationException(
                $"A span holds at most {int.MaxValue} elements, this tensor has {Length}; take a part of it with an index.");
        return new((void*)NativeMethods.TF_TensorData(Handle), (int)Length);
    }

    private void RequireType(DType wanted)
    {
        if (wanted != DType)
            throw new InvalidOperationException(
                $"The elements are {DType.StandardName}, not {wanted.StandardName}; ToArray converts them, or Cast the tensor first.");
    }
}
