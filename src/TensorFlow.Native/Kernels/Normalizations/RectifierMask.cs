using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalizations;

/// <summary>Which elements a rectifier passed, a bit each: a thirty-second of the memory that its outputs take.</summary>
/// <param name="bits">The bits, in the order of the elements; null for none.</param>
internal readonly unsafe struct RectifierMask(byte* bits)
{
    /// <summary>The number of elements of a byte.</summary>
    public const int ElementsPerByte = 8;

    private readonly ushort* words = (ushort*)bits;

    /// <summary>Whether there is a mask.</summary>
    public bool IsGiven => words is not null;

    // The bit of each lane.
    private static Vector512<int> Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
    }

    /// <summary>Notes which elements are passed.</summary>
    /// <param name="at">The position, a multiple of 16.</param>
    /// <param name="values">The elements before or behind the rectifier.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(nint at, Vector values) =>
        words[at / Vector.Count] = (ushort)Vector512.GreaterThan(values, Vector.Zero).ExtractMostSignificantBits();

    /// <summary>The gradients of the elements that were passed; 0 for the others.</summary>
    /// <param name="at">The position, a multiple of 16.</param>
    /// <param name="gradients">The gradients by the rectifier's outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector Select(nint at, Vector gradients)
    {
        Vector512<int> word = Vector512.Create((int)words[at / Vector.Count]);
        return Vector512.ConditionalSelect(Vector512.Equals(word & Lanes, Lanes).AsSingle(), gradients, Vector.Zero);
    }
}
