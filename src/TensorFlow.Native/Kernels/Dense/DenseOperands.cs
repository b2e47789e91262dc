namespace TensorFlow.Kernels.Dense;

/// <summary>A dense layer: rows of inputs, a kernel and rows of outputs.</summary>
internal readonly unsafe struct DenseOperands
{
    /// <summary>The number of rows that are computed together.</summary>
    public const int Block = 64;

    private const int Lanes = 16;

    /// <summary>The number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>The length of a row of inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>The length of a row of outputs, a multiple of 16.</summary>
    public required int Units { get; init; }

    /// <summary>The inputs, <c>[rows, inputs]</c>.</summary>
    public required float* X { get; init; }

    /// <summary>The kernel, <c>[inputs, units]</c>.</summary>
    public required float* Kernel { get; init; }

    /// <summary>The outputs, <c>[rows, units]</c>.</summary>
    public required float* Y { get; init; }

    /// <summary>The length of a row of inputs with zeros behind it to a multiple of 16.</summary>
    public int PaddedInputs => (Inputs + Lanes - 1) / Lanes * Lanes;
}
