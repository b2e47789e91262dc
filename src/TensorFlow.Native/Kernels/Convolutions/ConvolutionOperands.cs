namespace TensorFlow.Kernels.Convolutions;

/// <summary>What a convolution takes and gives.</summary>
internal readonly unsafe struct ConvolutionOperands
{
    /// <summary>The images.</summary>
    public required TileGrid Grid { get; init; }

    /// <summary>Their elements, <c>[images, height, width, channels]</c>.</summary>
    public required float* Images { get; init; }

    /// <summary>The number of channels.</summary>
    public required int Channels { get; init; }

    /// <summary>The filter, <c>[3, 3, channels, filters]</c>; a rotated one is <c>[3, 3, filters, channels]</c>.</summary>
    public required float* Filter { get; init; }

    /// <summary>Whether the filter's windows are turned by 180°, with channels and filters exchanged.</summary>
    public bool IsRotated { get; init; }

    /// <summary>The number of filters.</summary>
    public required int Filters { get; init; }

    /// <summary>The bias, <c>[filters]</c>.</summary>
    public required float* Bias { get; init; }

    /// <summary>Whether a rectifier follows.</summary>
    public required bool Rectifies { get; init; }

    /// <summary>The outputs; after max pooling where it follows.</summary>
    public required float* Outputs { get; init; }

    /// <summary>The argmax of each pooling window; null without pooling.</summary>
    public required byte* Argmax { get; init; }
}
