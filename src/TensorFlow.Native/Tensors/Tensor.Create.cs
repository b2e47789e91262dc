using System.Runtime.InteropServices;
using TensorFlow.Interop;

namespace TensorFlow;

/// <content>Ways to make a tensor.</content>
public sealed partial class Tensor
{
    // Whole elements of any type; small enough to stay in a cache while something else is done with them.
    private const int PieceLength = 1 << 18;

    /// <summary>A tensor with a copy of the given elements.</summary>
    /// <typeparam name="T">The .NET type of the elements.</typeparam>
    /// <param name="values">The elements in C order.</param>
    /// <param name="shape">The axes; their product is the number of elements.</param>
    /// <exception cref="ArgumentException">The number of elements does not fit the shape.</exception>
    public static Tensor Create<T>(ReadOnlySpan<T> values, Shape shape)
        where T : unmanaged
    {
        RequireCount(values.Length, shape);
        Tensor tensor = Allocate(DTypes.Of<T>(), shape);
        values.CopyTo(tensor.MutableSpan<T>());
        return tensor;
    }

    /// <summary>A tensor of one axis with a copy of the given elements.</summary>
    /// <typeparam name="T">The .NET type of the elements.</typeparam>
    /// <param name="values">The elements.</param>
    public static Tensor Create<T>(ReadOnlySpan<T> values)
        where T : unmanaged =>
        Create(values, [values.Length]);

    /// <summary>A tensor whose elements <paramref name="fill"/> writes.</summary>
    /// <typeparam name="T">The .NET type of the elements.</typeparam>
    /// <typeparam name="TState">What <paramref name="fill"/> needs.</typeparam>
    /// <param name="shape">The axes.</param>
    /// <param name="state">Handed to <paramref name="fill"/>.</param>
    /// <param name="fill">Writes every element, in C order; the span must not be kept.</param>
    public static Tensor Create<T, TState>(Shape shape, TState state, System.Buffers.SpanAction<T, TState> fill)
        where T : unmanaged
    {
        Tensor tensor = Allocate(DTypes.Of<T>(), shape);
        try
        {
            fill(tensor.MutableSpan<T>(), state);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>A tensor whose bytes <paramref name="fill"/> writes piece by piece, so that it may be larger than a span can be.</summary>
    /// <typeparam name="TState">What <paramref name="fill"/> needs.</typeparam>
    /// <param name="dtype">The type of the elements; they have a fixed size.</param>
    /// <param name="shape">The axes.</param>
    /// <param name="state">Handed to <paramref name="fill"/>.</param>
    /// <param name="fill">Writes every byte of whole elements in C order, in the byte order of this machine; called for one piece after
    /// another.</param>
    public static unsafe Tensor Create<TState>(DType dtype, Shape shape, TState state, TensorPieceAction<TState> fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        Tensor tensor = Allocate(dtype, shape);
        try
        {
            byte* first = (byte*)NativeMethods.TF_TensorData(tensor.Handle);
            for (long start = 0; start < tensor.ByteLength; start += PieceLength)
                fill(new(first + start, (int)Math.Min(PieceLength, tensor.ByteLength - start)), start, state);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>A tensor of no axes.</summary>
    /// <typeparam name="T">The .NET type of the element.</typeparam>
    /// <param name="value">The element.</param>
    public static Tensor Scalar<T>(T value)
        where T : unmanaged =>
        Create(new ReadOnlySpan<T>(in value), Shape.Scalar);

    /// <summary>A tensor of zeros.</summary>
    /// <param name="dtype">The type of the elements.</param>
    /// <param name="shape">The axes.</param>
    public static Tensor Zeros(DType dtype, Shape shape)
    {
        Tensor tensor = Allocate(dtype, shape);
        unsafe
        {
            NativeMemory.Clear((void*)NativeMethods.TF_TensorData(tensor.Handle), (nuint)tensor.ByteLength);
        }

        return tensor;
    }

    /// <summary>A tensor that has one number everywhere, rounded to the type.</summary>
    /// <param name="value">The number.</param>
    /// <param name="dtype">The type of the elements.</param>
    /// <param name="shape">The axes.</param>
    /// <exception cref="ArgumentException">The type is one of integers and the number is none, or the type holds no numbers.</exception>
    /// <exception cref="OverflowException">The type is one of integers, and the number is outside its range.</exception>
    /// <exception cref="ResourceExhaustedException">There is not enough memory.</exception>
    public static unsafe Tensor Full(double value, DType dtype, Shape shape)
    {
        using Tensor element = NumberOf(value, dtype);
        Tensor tensor = Allocate(dtype, shape);
        byte* target = (byte*)NativeMethods.TF_TensorData(tensor.Handle);
        long length = tensor.ByteLength;
        if (length == 0)
            return tensor;
        element.AsBytes().CopyTo(new Span<byte>(target, dtype.Size));

        // What is filled already is copied behind itself, up to a piece that fits the caches.
        const long piece = 1 << 16;
        for (long filled = dtype.Size; filled < length;)
        {
            long count = Math.Min(Math.Min(filled, piece / dtype.Size * dtype.Size), length - filled);
            Buffer.MemoryCopy(target, target + filled, length - filled, count);
            filled += count;
        }

        return tensor;
    }

    /// <summary>
    /// A tensor over the memory of <paramref name="values"/>, without a copy when its alignment allows (the library wants 64 bytes); the
    /// array stays pinned while the tensor lives and must not be changed meanwhile.
    /// </summary>
    /// <typeparam name="T">The .NET type of the elements.</typeparam>
    /// <param name="values">The elements in C order.</param>
    /// <param name="shape">The axes.</param>
    /// <exception cref="ArgumentException">The number of elements does not fit the shape.</exception>
    public static Tensor Wrap<T>(T[] values, Shape shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        RequireCount(values.Length, shape);
        return PinnedArray.TryWrap(values, DTypes.Of<T>(), shape) ?? Create<T>(values, shape);
    }

    /// <summary>
    /// Creates a tensor with a copy of an array of any number of axes: <c>float[,]</c>, <c>int[]</c>, <c>byte[,,]</c>, <c>string[]</c>.
    /// </summary>
    /// <param name="array">The elements.</param>
    /// <exception cref="NotSupportedException"> No tensor has elements of that type; for arrays of arrays, such as <c>float[][]</c>, there
    /// is <see cref="FromRows"/>. </exception>
    public static Tensor FromArray(Array array)
    {
        ArgumentNullException.ThrowIfNull(array);
        Type element = array.GetType().GetElementType()!;
        if (element.IsArray)
            throw new NotSupportedException(
                $"{array.GetType().Name} is an array of arrays, whose rows may differ in length; use Tensor.FromRows, or a rectangular "
                + "array such as float[,].");
        Span<long> dimensions = stackalloc long[array.Rank];
        for (int axis = 0; axis < array.Rank; axis++)
            dimensions[axis] = array.GetLongLength(axis);
        Shape shape = Shape.Create(dimensions);
        if (element == typeof(string))
            return CreateStrings([.. array.Cast<string>()], shape);
        DType dtype = DTypes.Of(element);
        Tensor tensor = Allocate(dtype, shape);
        tensor.CopyFrom(array);
        return tensor;
    }

    /// <summary>A tensor with a copy of a <see cref="System.Numerics.Tensors.Tensor{T}"/>.</summary>
    /// <typeparam name="T">The .NET type of the elements.</typeparam>
    /// <param name="values">The elements; need not be contiguous.</param>
    public static Tensor FromTensor<T>(System.Numerics.Tensors.Tensor<T> values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        Span<long> dimensions = stackalloc long[values.Rank];
        for (int axis = 0; axis < values.Rank; axis++)
            dimensions[axis] = values.Lengths[axis];
        return Create(Shape.Create(dimensions), values,
            static (Span<T> span, System.Numerics.Tensors.Tensor<T> source) => source.FlattenTo(span));
    }

    /// <summary>A tensor of elements given as bytes.</summary>
    internal static Tensor FromBytes(DType dtype, Shape shape, ReadOnlySpan<byte> bytes)
    {
        Tensor tensor = Allocate(dtype, shape);
        bytes.CopyTo(tensor.MutableBytes());
        return tensor;
    }

    internal static unsafe Tensor Allocate(DType dtype, Shape shape)
    {
        if (!shape.IsFullyKnown)
            throw new ArgumentException($"A tensor needs the length of every axis, got {shape}.", nameof(shape));
        if (dtype.Size == 0)
            throw new ArgumentException($"Elements of {dtype.StandardName} have no fixed size.", nameof(dtype));
        nuint bytes = checked((nuint)(shape.ElementCount * dtype.Size));
        fixed (long* dimensions = shape.RequireCountable().AsSpan())
        {
            TensorHandle handle = new(NativeMethods.TF_AllocateTensor(dtype, dimensions, shape.Rank, bytes));

            // Where memory has run out, the library makes a tensor without any.
            if (!handle.IsInvalid && (bytes == 0 || NativeMethods.TF_TensorData(handle) != 0))
                return new(handle);
            handle.Dispose();
            throw new ResourceExhaustedException($"Could not allocate {bytes} bytes for a tensor of {dtype.StandardName} {shape}.");
        }
    }

    internal static Tensor NumberOf(double value, DType dtype) => dtype switch
    {
        _ when dtype.IsInteger && value != Math.Truncate(value) => throw new ArgumentException(
            $"{value} is not an integer, as {dtype.StandardName} needs; Cast the symbol to a floating-point type first.",
                nameof(value)),
        DType.Float32 => Scalar((float)value),
        DType.Float64 => Scalar(value),
        DType.Float16 => Scalar((Half)value),
        DType.BFloat16 => Scalar((BFloat16)(float)value),
        DType.Int32 => Scalar(checked((int)value)),
        DType.Int64 => Scalar(checked((long)value)),
        DType.UInt8 => Scalar(checked((byte)value)),
        DType.Int8 => Scalar(checked((sbyte)value)),
        DType.Int16 => Scalar(checked((short)value)),
        DType.UInt16 => Scalar(checked((ushort)value)),
        DType.UInt32 => Scalar(checked((uint)value)),
        DType.UInt64 => Scalar(checked((ulong)value)),
        DType.Bool => Scalar(value != 0),
        DType.Complex64 => FromBytes(dtype, Shape.Scalar, MemoryMarshal.AsBytes<float>([(float)value, 0])),
        DType.Complex128 => Scalar(new System.Numerics.Complex(value, 0)),
        _ => throw new ArgumentException(
            FormattableString.Invariant($"Expected a numeric type for the number {value}, got {dtype.StandardName}; convert the other ")
            + "operand to numbers first.", nameof(dtype)),
    };

    // Longer than a span where it must be.
    private unsafe void CopyFrom(Array array)
    {
        fixed (byte* elements = &MemoryMarshal.GetArrayDataReference(array))
            CopyFrom(elements);
    }

    private unsafe void CopyFrom(void* elements)
    {
        Buffer.MemoryCopy(elements, (void*)NativeMethods.TF_TensorData(Handle), ByteLength, ByteLength);
        GC.KeepAlive(this);
    }

    private static void RequireCount(long count, Shape shape)
    {
        if (!shape.IsFullyKnown)
            throw new ArgumentException($"A tensor needs the length of every axis, got {shape}.", nameof(shape));
        if (shape.ElementCount != count)
            throw new ArgumentException($"Shape {shape} has {shape.ElementCount} elements, got {count}.", nameof(shape));
    }
}
