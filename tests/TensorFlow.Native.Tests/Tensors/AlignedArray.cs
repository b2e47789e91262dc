namespace TensorFlow.Tests.Tensors;

/// <summary>Arrays whose elements begin at a wanted offset from the library's alignment, found by trying; they never move.</summary>
internal static class AlignedArray
{
    private const int Alignment = 64;

    public static float[] Find(int at)
    {
        for (int length = 32; length < 4096; length++)
        {
            float[] values = GC.AllocateUninitializedArray<float>(length, pinned: true);
            Array.Fill(values, 7);
            if (Address(values) % Alignment == at)
                return values;
        }

        throw new InvalidOperationException($"No array begins {at} bytes after a multiple of {Alignment}.");
    }

    public static unsafe nint Address(float[] values)
    {
        fixed (float* first = values)
            return (nint)first;
    }
}
