namespace TensorFlow.Kernels.Convolutions;

/// <summary>The gradients of a convolution of tiles by its filter and, behind pooling, by its bias.</summary>
internal abstract unsafe class FilterGradientWork : SummedWork
{
    /// <summary>The number of tiles that are computed together.</summary>
    protected const int Block = 32;

    private readonly int filterSize;

    // The gradient by the bias stands behind that by the filter.
    protected FilterGradientWork(float* images, int channels, OutputGradients gradients, int filterSize)
        : base(gradients.Grid.Tiles, Block, checked(filterSize + gradients.Filters))
    {
        (Channels, Gradients, this.filterSize) = (channels, gradients, filterSize);
        Images = images;
    }

    /// <summary>The images' elements.</summary>
    protected float* Images { get; }

    /// <summary>The number of channels.</summary>
    protected int Channels { get; }

    /// <summary>The gradients of the outputs.</summary>
    protected OutputGradients Gradients { get; }

    /// <summary>Computes the gradients.</summary>
    /// <param name="filter">The gradient by the filter, <c>[3, 3, channels, filters]</c>.</param>
    /// <param name="bias">The gradient by the bias, <c>[filters]</c>; null without pooling.</param>
    public void Run(float* filter, float* bias)
    {
        using Scratch sums = Sum(Gradients.Grid.Multiplications(Channels, Gradients.Filters));
        Write(sums.Elements, filter);
        if (bias is not null)
            new ReadOnlySpan<float>(sums.Elements + filterSize, Gradients.Filters).CopyTo(new(bias, Gradients.Filters));
    }

    /// <summary>Writes the gradient by the filter.</summary>
    /// <param name="sum">The sum over all tiles.</param>
    /// <param name="filter">The gradient.</param>
    protected abstract void Write(float* sum, float* filter);

    /// <summary>Adds the gradients by the bias behind pooling to a sum.</summary>
    protected void AddToBias(int first, int count, float* sum)
    {
        if (Gradients.Grid.IsPooled)
            PooledTransforms.AddToBias(Gradients.Elements, Gradients.Argmax, Gradients.Filters, first, count, sum + filterSize);
    }
}
