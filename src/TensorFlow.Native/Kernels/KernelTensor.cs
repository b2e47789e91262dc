using TensorFlow.Interop;

namespace TensorFlow.Kernels;

/// <summary>A tensor that a kernel reads or writes while it is called.</summary>
internal readonly unsafe struct KernelTensor(TensorHandle handle) : IDisposable
{
    /// <summary>The elements, where they are of float32.</summary>
    public float* Elements => (float*)NativeMethods.TF_TensorData(handle);

    /// <summary>The elements, where they are of int32.</summary>
    public int* Integers => (int*)NativeMethods.TF_TensorData(handle);

    /// <summary>The elements, where they are of uint8.</summary>
    public byte* Bytes => (byte*)NativeMethods.TF_TensorData(handle);

    /// <summary>The number of axes.</summary>
    public int Rank => NativeMethods.TF_NumDims(handle);

    /// <summary>The length of an axis.</summary>
    public int this[int axis] => checked((int)NativeMethods.TF_Dim(handle, axis));

    /// <summary>The number of elements.</summary>
    public int Count
    {
        get
        {
            int count = 1, rank = Rank;
            for (int axis = 0; axis < rank; axis++)
                count = checked(count * this[axis]);
            return count;
        }
    }

    /// <summary>The shape.</summary>
    public long[] Dimensions
    {
        get
        {
            long[] lengths = new long[Rank];
            for (int axis = 0; axis < lengths.Length; axis++)
                lengths[axis] = this[axis];
            return lengths;
        }
    }

    /// <summary>Refuses another shape than the one expected: what the graph does not know is first seen by the kernel.</summary>
    /// <param name="what">What the tensor is: "a bias".</param>
    /// <param name="expected">The shape.</param>
    /// <exception cref="InvalidArgumentException">The tensor has another shape.</exception>
    public void Require(string what, params ReadOnlySpan<long> expected)
    {
        bool fits = Rank == expected.Length;
        for (int axis = 0; axis < expected.Length && fits; axis++)
            fits = this[axis] == expected[axis];
        if (!fits)
        {
            throw new InvalidArgumentException(
                $"expected {what} of [{string.Join(", ", expected.ToArray())}], got [{string.Join(", ", Dimensions)}]");
        }
    }

    /// <summary>Gives the reference back to the runtime.</summary>
    public void Dispose() => handle.Dispose();
}
