using System.Runtime.CompilerServices;

namespace TensorFlow.Kernels;

/// <summary>A matrix in memory.</summary>
/// <param name="elements">The first element.</param>
/// <param name="row">The distance between rows.</param>
/// <param name="column">The distance between columns.</param>
internal readonly unsafe struct MatrixView(float* elements, nint row, nint column = 1)
{
    /// <summary>The first element.</summary>
    public float* Elements => elements;

    /// <summary>The distance between rows.</summary>
    public nint Row => row;

    /// <summary>The distance between columns.</summary>
    public nint Column => column;

    /// <summary>Where a row begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* At(int index) => elements + (index * row);
}
