namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// A batch of sequences, <c>[sequences, steps, channels]</c>, over which a window passes; what it covers at a position is one piece of
/// memory, <c>[window, channels]</c>, from which the outputs of that position follow.
/// </summary>
/// <param name="Sequences">The number of sequences.</param>
/// <param name="Steps">The number of steps of a sequence.</param>
/// <param name="Window">The length of the window.</param>
/// <param name="Stride">The distance between positions.</param>
/// <param name="IsPadded">Whether zeros around a sequence let the window begin at each step that the stride reaches.</param>
internal readonly record struct SequenceGrid(int Sequences, int Steps, int Window, int Stride, bool IsPadded)
{
    /// <summary>The number of positions along a sequence.</summary>
    public int Outputs => PatchGrid.Outputs(Steps, Window, Stride, IsPadded);

    /// <summary>The number of positions in all sequences.</summary>
    public int Positions => checked(Sequences * Outputs);

    /// <summary>The zeros in front of a sequence.</summary>
    public int Left => PatchGrid.Before(Steps, Window, Stride, IsPadded);

    /// <summary>The number of multiplications with a filter.</summary>
    public long Multiplications(int channels, int filters) => (long)Positions * Window * channels * filters;
}
