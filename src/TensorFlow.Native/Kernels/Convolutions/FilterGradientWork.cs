using System.Numerics.Tensors;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The gradients of a convolution by its filter and, behind pooling, by its bias. The tiles are summed in parts, each of the same tiles
/// whoever computes it, so that the sum is the same in each call.
/// </summary>
internal abstract unsafe class FilterGradientWork : SharedWork
{
    /// <summary>The number of tiles that are computed together.</summary>
    protected const int Block = 32;

    private const int MostParts = 64, PartsPerThread = 2, LeastBlocks = 4;

    private readonly int blocks;
    private readonly int filterSize;
    private float* sums;

    protected FilterGradientWork(float* images, int channels, OutputGradients gradients, int filterSize)
    {
        (Channels, Gradients, this.filterSize) = (channels, gradients, filterSize);
        Images = images;
        blocks = (gradients.Grid.Tiles + Block - 1) / Block;
        Parts = Math.Clamp(blocks / LeastBlocks, 1, Math.Min(PartsPerThread * Threads, MostParts));
    }

    /// <summary>The images' elements.</summary>
    protected float* Images { get; }

    /// <summary>The number of channels.</summary>
    protected int Channels { get; }

    /// <summary>The gradients of the outputs.</summary>
    protected OutputGradients Gradients { get; }

    // The gradient by the bias stands behind that by the filter.
    private int Size => filterSize + Gradients.Filters;

    /// <summary>Computes the gradients.</summary>
    /// <param name="filter">The gradient by the filter, <c>[3, 3, channels, filters]</c>.</param>
    /// <param name="bias">The gradient by the bias, <c>[filters]</c>; null without pooling.</param>
    public void Run(float* filter, float* bias)
    {
        using Scratch memory = new(checked(Parts * Size));
        sums = memory.Elements;
        Run(Gradients.Grid.Multiplications(Channels, Gradients.Filters));
        Span<float> total = new(sums, Size);
        for (int part = 1; part < Parts; part++)
            TensorPrimitives.Add(total, new ReadOnlySpan<float>(sums + ((nint)part * Size), Size), total);
        Write(sums, filter);
        if (bias is not null)
            total[filterSize..].CopyTo(new(bias, Gradients.Filters));
    }

    protected sealed override void Compute(int part)
    {
        float* sum = sums + ((nint)part * Size);
        new Span<float>(sum, Size).Clear();
        Compute(
            (int)((long)blocks * part / Parts) * Block,
            Math.Min((int)((long)blocks * (part + 1) / Parts) * Block, Gradients.Grid.Tiles),
            sum);
    }

    /// <summary>Adds the gradients of tiles to a sum.</summary>
    /// <param name="first">The first tile.</param>
    /// <param name="end">The tile behind the last one.</param>
    /// <param name="sum">The sum.</param>
    protected abstract void Compute(int first, int end, float* sum);

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
