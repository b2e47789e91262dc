namespace TensorFlow.Kernels.Convolutions;

/// <summary>What the gradients of a convolution without pooling follow from.</summary>
internal readonly unsafe struct GradientOperands
{
    /// <summary>
    /// The tiles of the convolution of the outputs' gradients that gives those of the images: what they read are the former, their outputs
    /// the latter.
    /// </summary>
    public required TileGrid Grid { get; init; }

    /// <summary>The gradients of the outputs.</summary>
    public required float* Gradients { get; init; }

    /// <summary>The number of filters.</summary>
    public required int Filters { get; init; }

    /// <summary>The images.</summary>
    public required float* Images { get; init; }

    /// <summary>The number of channels.</summary>
    public required int Channels { get; init; }

    /// <summary>The filter, <c>[3, 3, channels, filters]</c>.</summary>
    public required float* Filter { get; init; }

    /// <summary>The gradients of the images' elements.</summary>
    public required float* ImageGradients { get; init; }
}
