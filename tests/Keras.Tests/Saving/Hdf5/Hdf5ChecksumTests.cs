using Keras.Saving.Hdf5;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving.Hdf5;

/// <summary>One bit that is another in what has a checksum is never read as if it were right.</summary>
public sealed class Hdf5ChecksumTests
{
    private static readonly byte[] Chunks = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "hdf5", "checksums.h5"));

    [Fact]
    public void Chunks_with_fletcher32_are_read()
    {
        Hdf5Group root = Hdf5Reader.Read(Chunks);
        using Tensor odd = root.Datasets["odd"].Read(), whole = root.Datasets["long"].Read();
        Assert.Equal([0, 50, 100, 150, 200], odd.ToArray<byte>());
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => i / 7f), whole.ToArray<float>());
    }

    [Fact]
    public void A_bit_of_a_chunk_is_missed_by_its_checksum()
    {
        AssertRefused("odd", Chunks.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 50, 100, 150, 200]), 5);
        AssertRefused("long", Chunks.AsSpan().IndexOf((ReadOnlySpan<byte>)[.. BitConverter.GetBytes(0f),
            .. BitConverter.GetBytes(1 / 7f), .. BitConverter.GetBytes(2 / 7f)]), 1500 * sizeof(float));
    }

    [Fact]
    public void A_bit_of_a_header_is_missed_by_its_checksum()
    {
        Hdf5Group root = new();
        root.Add("layers").Datasets["0"] = new(DType.Float32, [2], () => Tensor.Create<float>([1, 2]));
        using MemoryStream stream = new();
        Hdf5Writer.Write(root, stream);
        byte[] file = stream.ToArray();
        int checkedBytes = 0;
        for (int at = 0; at < file.Length; at++)
        {
            // Only the numbers themselves, and what fills up to a multiple of 8, are in no header.
            byte[] changed = [.. file];
            changed[at] ^= 4;
            checkedBytes += Refuses(changed) ? 1 : 0;
        }

        Assert.InRange(checkedBytes, file.Length - 8 - (3 * 7), file.Length - 8);
    }

    private static void AssertRefused(string name, int from, int length)
    {
        Assert.True(from > 0);
        for (int bit = 0; bit < 8 * length; bit += 7)
        {
            byte[] changed = [.. Chunks];
            changed[from + bit / 8] ^= (byte)(1 << bit % 8);
            Hdf5Group root = Hdf5Reader.Read(changed);
            Assert.Contains("checksum", Assert.Throws<InvalidDataException>(() => root.Datasets[name].Read()).Message,
                StringComparison.Ordinal);
        }
    }

    private static bool Refuses(byte[] file)
    {
        try
        {
            Hdf5Reader.Read(file).Groups["layers"].Datasets["0"].Read().Dispose();
            return false;
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException)
        {
            return true;
        }
    }
}
