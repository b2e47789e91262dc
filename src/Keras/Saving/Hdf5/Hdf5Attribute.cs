namespace Keras.Saving.Hdf5;

/// <summary>Attributes: strings of fixed or variable length, scalar or a list. Others are ignored.</summary>
internal static class Hdf5Attribute
{
    public static void Read(Hdf5Source file, Hdf5Message message, Hdf5Strings strings, Hdf5Group target)
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
        string name = strings.Read(Part(ref bytes, nameLength, padded).Take((ulong)nameLength));
        Hdf5Bytes typeBytes = Part(ref bytes, typeLength, padded);
        Hdf5Type type = Hdf5Type.Read(ref typeBytes);
        Hdf5Bytes spaceBytes = Part(ref bytes, spaceLength, padded);
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

        if (type.Kind is not (Hdf5TypeKind.String or Hdf5TypeKind.VariableString))
            return;
        string[] values = new string[count];
        for (int i = 0; i < values.Length; i++)
            values[i] = type.Kind == Hdf5TypeKind.String ? strings.Read(bytes.Take((ulong)type.Size), type.Padding)
                : strings.ReadVariable(file, ref bytes, type.Padding);
        if (lengths.Length == 0)
            target.Set(name, values[0]);
        else
            target.Set(name, values);
    }

    private static Hdf5Bytes Part(ref Hdf5Bytes bytes, int length, bool padded)
    {
        Hdf5Bytes part = bytes.TakePart((ulong)length);
        if (padded)
            bytes.Skip((ulong)(-length & 7));
        return part;
    }
}
