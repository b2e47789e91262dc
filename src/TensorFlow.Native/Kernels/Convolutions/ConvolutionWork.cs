namespace TensorFlow.Kernels.Convolutions;

/// <summary>A convolution in parts, each of some tiles in order.</summary>
internal abstract unsafe class ConvolutionWork : SharedWork
{
    /// <summary>The number of tiles that are computed together.</summary>
    public const int Block = 16;

    private const int MostBlocks = 8, PartsPerThread = 4;

    private readonly int tilesPerPart;

    protected ConvolutionWork(ConvolutionOperands operands)
    {
        Operands = operands;
        int blocks = (operands.Grid.Tiles + Block - 1) / Block;
        tilesPerPart = Block * Math.Clamp(blocks / (PartsPerThread * Threads), 1, MostBlocks);
        Parts = (operands.Grid.Tiles + tilesPerPart - 1) / tilesPerPart;
    }

    /// <summary>What the convolution takes and gives.</summary>
    protected ConvolutionOperands Operands { get; }

    /// <summary>The least output: 0 behind a rectifier, else negative infinity.</summary>
    protected float Least => Operands.Rectifies ? 0 : float.NegativeInfinity;

    /// <summary>Computes the outputs.</summary>
    public virtual void Run() => Run(Operands.Grid.Multiplications(Operands.Channels, Operands.Filters));

    protected sealed override void Compute(int part) =>
        Compute(part * tilesPerPart, Math.Min((part + 1) * tilesPerPart, Operands.Grid.Tiles));

    /// <summary>Computes the outputs of tiles.</summary>
    /// <param name="first">The first tile.</param>
    /// <param name="end">The tile behind the last one.</param>
    protected abstract void Compute(int first, int end);
}
