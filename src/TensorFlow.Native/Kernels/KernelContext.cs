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

    /// <summary>An output of float32 in the memory of an input that nothing else needs, where there is one, or else in its own.</summary>
    /// <param name="index">The position.</param>
    /// <param name="candidates">The inputs, none of which may have been taken and not been given back.</param>
    /// <param name="dimensions">The shape.</param>
    public KernelTensor OutputInPlace(int index, ReadOnlySpan<int> candidates, ReadOnlySpan<long> dimensions)
    {
        fixed (int* inputs = candidates)
        fixed (long* list = dimensions)
        {
            int forwarded;
            nint tensor = NativeMethods.TF_ForwardInputOrAllocateOutput(
                native, inputs, candidates.Length, index, list, dimensions.Length, &forwarded, status);
            status.ThrowIfError($"allocate output {index} of a kernel");
            return new(new(tensor, ownsMemory: false));
        }
    }
}
