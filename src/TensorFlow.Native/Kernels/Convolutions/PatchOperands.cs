namespace TensorFlow.Kernels.Convolutions;

/// <summary>What a convolution of patches takes and gives.</summary>
internal readonly unsafe struct PatchOperands
{
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
