using System.Numerics.Tensors;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// A sum over many items, in parts, each of the same items whoever computes it, so that the sum is the same in each call.
/// </summary>
internal abstract unsafe class SummedWork : SharedWork
{
    private const int MostParts = 64, PartsPerThread = 2;

    private readonly int items;
    private readonly int block;
    private readonly int blocks;
    private readonly int size;
    private float* sums;

    /// <param name="items">The number of items.</param>
    /// <param name="block">The number of items that are computed together.</param>
    /// <param name="size">The number of sums.</param>
    /// <param name="leastBlocks">The blocks that a part has at least.</param>
    protected SummedWork(int items, int block, int size, int leastBlocks = 4)
    {
        (this.items, this.block, this.size) = (items, block, size);
        blocks = (items + block - 1) / block;
        Parts = Math.Clamp(blocks / leastBlocks, 1, Math.Min(PartsPerThread * Threads, MostParts));
    }

    /// <summary>Computes the sums, which are the first elements of the result.</summary>
    /// <param name="multiplications">The number of multiplications.</param>
    protected Scratch Sum(long multiplications)
    {
        Scratch memory = new(checked(Parts * size));
        sums = memory.Elements;
        Run(multiplications);
        Span<float> total = new(sums, size);
        for (int part = 1; part < Parts; part++)
            TensorPrimitives.Add(total, new ReadOnlySpan<float>(sums + ((nint)part * size), size), total);
        return memory;
    }

    protected sealed override void Compute(int part)
    {
        float* sum = sums + ((nint)part * size);
        new Span<float>(sum, size).Clear();
        Add((int)((long)blocks * part / Parts) * block, Math.Min((int)((long)blocks * (part + 1) / Parts) * block, items), sum);
    }

    /// <summary>Adds items to a sum.</summary>
    /// <param name="first">The first item.</param>
    /// <param name="end">The item behind the last one.</param>
    /// <param name="sum">The sum.</param>
    protected abstract void Add(int first, int end, float* sum);
}
