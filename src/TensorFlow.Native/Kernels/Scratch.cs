using System.Buffers;

namespace TensorFlow.Kernels;

/// <summary>Memory for intermediate values, aligned for vectors, from the pool of arrays.</summary>
internal readonly unsafe ref struct Scratch
{
    private const int Alignment = 64;

    private readonly float[] array;
    private readonly MemoryHandle pin;

    /// <param name="length">The number of elements.</param>
    public Scratch(int length)
    {
        array = ArrayPool<float>.Shared.Rent(length + (Alignment / sizeof(float)));
        pin = array.AsMemory().Pin();
        Elements = (float*)(((nuint)pin.Pointer + (Alignment - 1)) & ~(nuint)(Alignment - 1));
    }

    /// <summary>The elements, which are not set.</summary>
    public float* Elements { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        pin.Dispose();
        ArrayPool<float>.Shared.Return(array);
    }
}
