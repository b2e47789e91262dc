namespace TensorFlow.Kernels.Convolutions;

/// <summary>What a convolution of patches takes and gives.</summary>
internal readonly unsafe struct PatchOperands
{
    /// <summary>The elements of tensors whose shapes were checked.</summary>
    /// <param name="images">The images.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="bias">The bias; null for none.</param>
    /// <param name="rectifies">Whether a rectifier follows.</param>
    /// <param name="outputs">The outputs.</param>
    public static PatchOperands Of(
        KernelTensor images, KernelTensor filter, KernelTensor? bias, bool rectifies, KernelTensor outputs)
    {
        return new()
        {
            Images = images.Elements,
            Channels = filter[2],
            Filter = filter.Elements,
            Filters = filter[3],
            Bias = bias is { } added ? added.Elements : null,
            Rectifies = rectifies,
            Outputs = outputs.Elements,
        };
    }

    /// <summary>The images' elements, <c>[images, height, width, channels]</c>.</summary>
    public required float* Images { get; init; }

    /// <summary>The number of channels.</summary>
    public required int Channels { get; init; }

    /// <summary>The filter, <c>[window, window, channels, filters]</c>.</summary>
    public required float* Filter { get; init; }

    /// <summary>The number of filters.</summary>
    public required int Filters { get; init; }

    /// <summary>The bias, <c>[filters]</c>; null for none.</summary>
    public required float* Bias { get; init; }

    /// <summary>Whether a rectifier follows.</summary>
    public required bool Rectifies { get; init; }

    /// <summary>The outputs.</summary>
    public required float* Outputs { get; init; }
}
