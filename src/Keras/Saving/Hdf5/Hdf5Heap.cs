using System.Text;

namespace Keras.Saving.Hdf5;

/// <summary>
/// The global heap of a file, which holds the strings of variable length in collections; attributes refer to them in the order in which
/// they were added.
/// </summary>
internal sealed class Hdf5Heap
{
    /// <summary>The size of a reference in bytes: the string's length, its collection's address and its index there.</summary>
    public const int ReferenceLength = 16;

    // The library takes no smaller collection, and counts the strings of one in 16 bits.
    private const int LeastLength = 4096;
    private const int MostStrings = ushort.MaxValue;
    private const int HeadLength = 16;
    private readonly List<List<byte[]>> collections = [];
    private readonly Queue<(int Length, ulong Collection, int Number)> references = [];

    public void Add(string text)
    {
        if (collections.Count == 0 || collections[^1].Count == MostStrings)
            collections.Add([]);
        collections[^1].Add(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Writes the collections, which begin at an address of the file.</summary>
    public byte[] Place(ulong address)
    {
        Hdf5Buffer target = new();
        foreach (List<byte[]> strings in collections)
            Write(target, strings, address + (ulong)target.Length);
        return target.Written.ToArray();
    }

    /// <summary>Writes the reference to the next string.</summary>
    public void WriteReference(Hdf5Buffer target)
    {
        (int length, ulong collection, int number) = references.Dequeue();
        target.U32((uint)length);
        target.U64(collection);
        target.U32((uint)number);
    }

    private void Write(Hdf5Buffer target, List<byte[]> strings, ulong address)
    {
        long used = HeadLength + strings.Sum(t => (long)HeadLength + Aligned(t.Length));
        // What is left over is an object too, with a head of its own.
        long length = Math.Max(LeastLength, used + HeadLength);
        target.Put("GCOL"u8);
        target.U32(1);
        target.U64((ulong)length);
        for (int i = 0; i < strings.Count; i++)
        {
            WriteHead(target, i + 1, strings[i].Length);
            target.Put(strings[i]);
            target.Align();
            references.Enqueue((strings[i].Length, address, i + 1));
        }

        int left = checked((int)(length - used));
        WriteHead(target, 0, left);
        target.Zeros(left - HeadLength);
    }

    private static void WriteHead(Hdf5Buffer target, int number, int length)
    {
        const int uses = 0;
        target.U16(number);
        target.U16(uses);
        target.U32(0);
        target.U64((ulong)length);
    }

    private static int Aligned(int length) => length + (-length & 7);
}
