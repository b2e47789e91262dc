using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The transformations of <see cref="SmallTile"/> where max pooling of 2 × 2 follows: a tile's outputs are a window, of which the
/// largest is kept with its argmax, 0 to 3 row by row; <see cref="None"/> where a rectifier made it 0.
/// </summary>
internal static unsafe class PooledTransforms
{
    /// <summary>The argmax where the gradient goes nowhere.</summary>
    public const byte None = 4;

    /// <summary>From transformed results, <c>[16, tiles, channels]</c>, to the largest output of each tile.</summary>
    /// <param name="results">The transformed results.</param>
    /// <param name="step">The distance between values of a tile.</param>
    /// <param name="channels">The number of output channels.</param>
    /// <param name="bias">The bias.</param>
    /// <param name="least">The least output: 0 for a rectifier, else negative infinity.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="pooled">The largest outputs of all tiles.</param>
    /// <param name="argmax">Their argmax.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToPooled(
        float* results, nint step, int channels, float* bias, float least, int first, int count, float* pooled, byte* argmax)
    {
        Vector limit = Vector512.Create(least);
        for (int tile = 0; tile < count; tile++)
        {
            nint offset = (nint)(first + tile) * channels;
            for (int channel = 0; channel < channels; channel += Vector.Count)
            {
                SmallTile.ToOutputs(
                    results + (tile * channels) + channel, step, out Vector a, out Vector b, out Vector c, out Vector d);
                Largest(a, b, c, d, Vector512.Load(bias + channel), limit, pooled + offset + channel, argmax + offset + channel);
            }
        }
    }

    /// <summary>From the gradients of the largest outputs to transformed tiles: <c>[16, tiles, channels]</c>.</summary>
    /// <param name="gradients">The gradients of the largest outputs of all tiles.</param>
    /// <param name="argmax">Their argmax.</param>
    /// <param name="channels">The number of output channels.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="tiles">The transformed tiles.</param>
    /// <param name="step">The distance between values of a tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfGradients(float* gradients, byte* argmax, int channels, int first, int count, float* tiles, nint step)
    {
        for (int tile = 0; tile < count; tile++)
        {
            nint offset = (nint)(first + tile) * channels;
            for (int channel = 0; channel < channels; channel += Vector.Count)
            {
                Spread(gradients + offset + channel, argmax + offset + channel, out Vector a, out Vector b, out Vector c, out Vector d);
                SmallTile.OfGradients(a, b, c, d, tiles + (tile * channels) + channel, step);
            }
        }
    }

    /// <summary>Adds the gradients that reach an output to a sum for each channel: the gradient by the bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddToBias(float* gradients, byte* argmax, int channels, int first, int count, float* sums)
    {
        Vector512<int> none = Vector512.Create((int)None);
        for (int channel = 0; channel < channels; channel += Vector.Count)
        {
            Vector sum = default;
            for (int tile = 0; tile < count; tile++)
            {
                nint offset = ((nint)(first + tile) * channels) + channel;
                Vector512<int> index = Avx512F.ConvertToVector512Int32(Vector128.Load(argmax + offset));
                Vector isNone = Vector512.Equals(index, none).AsSingle();
                sum += Vector512.ConditionalSelect(isNone, Vector.Zero, Vector512.Load(gradients + offset));
            }

            (Vector512.Load(sums + channel) + sum).Store(sums + channel);
        }
    }

    /// <summary>Keeps the largest of four outputs, the first among equal ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Largest(Vector a, Vector b, Vector c, Vector d, Vector bias, Vector least, float* pooled, byte* argmax)
    {
        Vector512<int> index = default;
        Take(b, 1, ref a, ref index);
        Take(c, 2, ref a, ref index);
        Take(d, 3, ref a, ref index);
        Vector sum = a + bias, output = Vector512.Max(sum, least);
        Vector512<int> cut = Vector512.LessThanOrEqual(sum, least).AsInt32();
        index = Vector512.ConditionalSelect(cut, Vector512.Create((int)None), index);
        output.Store(pooled);
        Avx512F.ConvertToVector128Byte(index).Store(argmax);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Take(Vector other, int at, ref Vector largest, ref Vector512<int> index)
        {
            Vector isLarger = Vector512.GreaterThan(other, largest);
            largest = Vector512.ConditionalSelect(isLarger, other, largest);
            index = Vector512.ConditionalSelect(isLarger.AsInt32(), Vector512.Create(at), index);
        }
    }

    /// <summary>The gradients of four outputs, of which the argmax has all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Spread(float* gradient, byte* argmax, out Vector a, out Vector b, out Vector c, out Vector d)
    {
        Vector whole = Vector512.Load(gradient);
        Vector512<int> index = Avx512F.ConvertToVector512Int32(Vector128.Load(argmax));
        a = At(0, index, whole);
        b = At(1, index, whole);
        c = At(2, index, whole);
        d = At(3, index, whole);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector At(int at, Vector512<int> index, Vector whole) =>
            Vector512.ConditionalSelect(Vector512.Equals(index, Vector512.Create(at)).AsSingle(), whole, Vector.Zero);
    }
}
