using System.Numerics.Tensors;
using TensorFlow.Interop;

namespace TensorFlow;

/// <content>Parts of a tensor, and the same elements in another form.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// A copy of the entry at <paramref name="index"/> of the first axis: row 0 of a <c>[rows, columns]</c> tensor has shape
    /// <c>[columns]</c>.
    /// </summary>
    /// <param name="index">The position on the first axis; <c>^1</c> is the last.</param>
    /// <exception cref="InvalidOperationException">The tensor has no axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public Tensor this[Index index]
    {
        get
        {
            int rows = RequireRows();
            int row = index.GetOffset(rows);
            if ((uint)row >= (uint)rows)
                throw new ArgumentOutOfRangeException(nameof(index), $"The first axis has {rows} entries, got index {index}.");
            return CopyRows(row, 1, Shape[1..]);
        }
    }

    /// <summary>A copy of the entries of a range of the first axis.</summary>
    /// <param name="range">The positions on the first axis.</param>
    /// <exception cref="InvalidOperationException">The tensor has no axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range lies outside the axis.</exception>
    public Tensor this[Range range]
    {
        get
        {
            (int start, int length) = range.GetOffsetAndLength(RequireRows());
            return CopyRows(start, length, Shape[1..].Prepend(length));
        }
    }

    /// <summary>The same elements in the same memory, with a life of its own: either may be disposed first.</summary>
    public Tensor Share()
    {
        using StatusHandle status = new();
        using EagerTensorHandle shared = new(NativeMethods.TFE_NewTensorHandle(Handle, status));
        status.ThrowIfError("share a tensor");
        nint native = NativeMethods.TFE_TensorHandleResolve(shared, status);
        status.ThrowIfError("share a tensor");
        return new(new TensorHandle(native));
    }

    /// <summary>A copy with the same elements under another shape.</summary>
    /// <param name="shape">The new axes; at most one may be -1, which stands for what is left.</param>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public unsafe Tensor Reshape(Shape shape)
    {
        if (shape.Count(d => d < 0) == 1)
        {
            long known = shape.Where(d => d >= 0).Aggregate(1L, (a, b) => a * b);
            long rest = known == 0 ? 0 : Length / known;
            shape = Shape.Create([.. shape.Select(d => d < 0 ? rest : d)]);
        }

        RequireCount(Length, shape);
        if (DType == DType.String)
            return CreateStrings(ToStrings(), shape);
        Tensor copy = Allocate(DType, shape);
        copy.CopyFrom((void*)Interop.NativeMethods.TF_TensorData(Handle));
        GC.KeepAlive(this);
        return copy;
    }

    /// <summary>The elements as a <see cref="ReadOnlyTensorSpan{T}"/>, in place; valid as long as <see cref="AsSpan"/> is.</summary>
    /// <typeparam name="T">The .NET type of the elements.</typeparam>
    public ReadOnlyTensorSpan<T> AsTensorSpan<T>()
        where T : unmanaged =>
        new(AsSpan<T>(), [.. Shape.Select(d => checked((nint)d))]);

    private int RequireRows()
    {
        if (Rank == 0)
            throw new InvalidOperationException("A scalar has no axis to index; use ToScalar.");
        return Shape[0] <= int.MaxValue
            ? (int)Shape[0]
            : throw new InvalidOperationException(
                $"An index counts to {int.MaxValue}, the first axis of {Shape} is longer; Reshape the tensor first.");
    }

    private unsafe Tensor CopyRows(int start, int count, Shape shape)
    {
        if (DType == DType.String)
        {
            int each = (int)Shape[1..].ElementCount;
            return CreateStrings(ToStrings().AsSpan(start * each, count * each), shape);
        }

        Tensor rows = Allocate(DType, shape);
        long rowBytes = Shape[1..].ElementCount * DType.Size;
        byte* first = (byte*)NativeMethods.TF_TensorData(Handle) + (start * rowBytes);
        rows.CopyFrom(first);
        GC.KeepAlive(this);
        return rows;
    }
}
