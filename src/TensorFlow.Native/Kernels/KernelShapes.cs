namespace TensorFlow.Kernels;

/// <summary>Shapes that the graph does not know and that are first seen by kernels.</summary>
internal static class KernelShapes
{
    /// <summary>Refuses a tensor of another shape.</summary>
    /// <param name="what">What the tensor is.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="expected">The shape.</param>
    public static void Require(string what, KernelTensor tensor, params ReadOnlySpan<long> expected)
    {
        long[] found = tensor.Dimensions;
        if (!expected.SequenceEqual(found))
            throw new InvalidArgumentException(
                $"expected {what} of [{string.Join(", ", expected.ToArray())}], got [{string.Join(", ", found)}]");
    }
}
