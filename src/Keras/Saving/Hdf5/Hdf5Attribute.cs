using System.Text;

namespace Keras.Saving.Hdf5;

/// <summary>Attributes: strings of fixed or variable length, one or a list. Others are passed over.</summary>
internal static class Hdf5Attribute
{
    public static void Read(ReadOnlySpan<byte> file, Hdf5Message message, Hdf5Group target)
    {
        Hdf5Bytes bytes = message.Content(file);
        byte version = bytes.U8();
        bytes.Skip(1);
        int nameLength = bytes.U16(), typeLength = bytes.U16(), spaceLength = bytes.U16();
        if (version == 3)
            bytes.Skip(1);
        else if (version is not (1 or 2))
            throw new InvalidDataException($"expected an attribute of version 1 to 3, got {version}; the file is damaged.");
        bool padded = version == 1;
        string name = Text(Part(ref bytes, nameLength, padded));
        Hdf5Bytes typeBytes = new(Part(ref bytes, typeLength, padded));
        Hdf5Type type = Hdf5Type.Read(ref typeBytes);
        Hdf5Bytes spaceBytes = new(Part(ref bytes, spaceLength, padded));
        long[] lengths = Hdf5Space.Read(ref spaceBytes);
        long count = Hdf5Space.Count(lengths, type.Size);
        if (count * type.Size > bytes.Left)
            throw new InvalidDataException($"the attribute '{name}' is longer than what holds it; the file is damaged.");
        if (count == 0)
        {
            // Where a list of names is empty, Keras writes an empty list of numbers.
            target.Set(name, Array.Empty<string>());
            return;
        }

        if (type.Kind is not (Hdf5TypeKind.Text or Hdf5TypeKind.VariableText))
            return;
        string[] values = new string[count];
        for (int i = 0; i < values.Length; i++)
            values[i] = type.Kind == Hdf5TypeKind.Text ? Text(bytes.Take((ulong)type.Size)) : Variable(file, ref bytes);
        if (lengths.Length == 0)
            target.Set(name, values[0]);
        else
            target.Set(name, values);
    }

    private static ReadOnlySpan<byte> Part(ref Hdf5Bytes bytes, int length, bool padded)
    {
        ReadOnlySpan<byte> part = bytes.Take((ulong)length);
        if (padded)
            bytes.Skip((ulong)(-length & 7));
        return part;
    }

    private static string Variable(ReadOnlySpan<byte> file, ref Hdf5Bytes bytes)
    {
        uint length = bytes.U32();
        ulong collection = bytes.U64();
        uint index = bytes.U32();
        if (length == 0)
            return "";
        Hdf5Bytes heap = Hdf5Bytes.At(file, collection);
        heap.Expect("GCOL"u8);
        heap.Skip(4);
        ulong size = heap.U64();
        const int head = 16;
        if (size < head)
            throw new InvalidDataException("a text's place is too small; the file is damaged.");
        Hdf5Bytes objects = new(heap.Take(size - head));
        while (objects.Left >= head)
        {
            uint number = objects.U16();
            objects.Skip(6);
            ReadOnlySpan<byte> content = objects.Take(objects.U64());
            if (number == index)
                return Text(content[..(int)Math.Min(length, (uint)content.Length)]);
            if (number == 0)
                break;
            objects.Align();
        }

        throw new InvalidDataException("a text is not where the file says; the file is damaged.");
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end >= 0 ? bytes[..end] : bytes);
    }
}
