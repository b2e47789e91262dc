namespace TensorFlow.Tests.Tensors;

/// <summary>Arrays whose elements begin at a wanted offset from the library's alignment, found by trying; they never move.</summary>
internal static class AlignedArray
{
    private const int Alignment = 64;

    public static float[] Find(int at)
    {
        // Arrays that were tried stay alive, so that no place is tried again. An array takes 24 bytes and its elements; 200 bytes are 8
        // more than a multiple of the alignment, so that neighbours begin at every offset in turn.
        List<float[]> tried = [];
        for (int i = 0; i < 10_000; i++)
        {
            float[] values = GC.AllocateUninitializedArray<float>(44, pinned: true);
            Array.Fill(values, 7);
            if (Address(values) % Alignment == at)
                return values;
            tried.Add(values);
        }

        GC.KeepAlive(tried);
        throw new InvalidOperationException($"No array begins {at} bytes after a multiple of {Alignment}.");
    }

    public static unsafe nint Address(float[] values)
    {
        fixed (float* first = values)
            return (nint)first;
    }
}
