using TensorFlow.Interop;

namespace TensorFlow.Kernels;

/// <summary>A call of a kernel: the inputs that it is given and the outputs that it allocates.</summary>
internal readonly unsafe struct KernelContext(nint native, StatusHandle status)
{
    /// <summary>The number of inputs.</summary>
    public int InputCount => NativeMethods.TF_NumInputs(native);

    /// <summary>An input.</summary>
    public KernelTensor Input(int index)
    {
        nint tensor = 0;
        NativeMethods.TF_GetInput(native, index, &tensor, status);
        status.ThrowIfError($"take input {index} of a kernel");
        return new(new(tensor, ownsMemory: false));
    }

    /// <summary>An output of float32, whose elements are not set.</summary>
    /// <param name="index">The position.</param>
    /// <param name="dimensions">The shape.</param>
    public KernelTensor Output(int index, params ReadOnlySpan<long> dimensions) => Output(index, DType.Float32, dimensions);

    /// <summary>An output, whose elements are not set.</summary>
    /// <param name="index">The position.</param>
    /// <param name="dtype">The type of the elements.</param>
    /// <param name="dimensions">The shape.</param>
    public KernelTensor Output(int index, DType dtype, params ReadOnlySpan<long> dimensions)
    {
        long count = 1;
        foreach (long dimension in dimensions)
            count = checked(count * dimension);
        fixed (long* list = dimensions)
        {
            nint tensor = NativeMethods.TF_AllocateOutput(
                native, index, dtype, list, dimensions.Length, (nuint)(count * dtype.Size), status);
            status.ThrowIfError($"allocate output {index} of a kernel");
            return new(new(tensor, ownsMemory: false));
        }
    }

    /// <summary>Requires a shape, since what the graph does not know is first seen here.</summary>
    /// <param name="what">What the tensor is.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="expected">The shape.</param>
    /// <exception cref="InvalidArgumentException">The tensor has another shape.</exception>
    public void Require(string what, KernelTensor tensor, ReadOnlySpan<long> expected)
    {
        long[] found = tensor.Dimensions;
        if (!expected.SequenceEqual(found))
            throw new InvalidArgumentException(
                $"expected {what} of [{string.Join(", ", expected.ToArray())}], got [{string.Join(", ", found)}]");
    }
}
