namespace Fuzz.Mutations;

/// <summary>A field of a Protocol Buffers message, or a message as a whole, without its schema.</summary>
/// <param name="Tag">Number and wire type; 0 for a message as a whole.</param>
/// <param name="Number">The value, where it is a number.</param>
/// <param name="Content">The bytes, where they are length-delimited.</param>
/// <param name="Inner">The fields that the bytes are, if they can be such.</param>
internal sealed record ProtobufField(ulong Tag, ulong Number, byte[]? Content, IReadOnlyList<ProtobufField>? Inner)
{
    private const int Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5;

    /// <summary>Parses a message; bytes that cannot be one are a field without inner ones.</summary>
    public static ProtobufField Parse(byte[] message, ulong tag = 0)
    {
        List<ProtobufField> fields = [];
        int at = 0;
        while (at < message.Length)
        {
            if (!Read(message, ref at, out ulong key) || key >> 3 is 0 or > 1000 || ReadField(message, ref at, key) is not { } field)
                return new(tag, 0, message, null);
            fields.Add(field);
        }

        return new(tag, 0, message, fields.Count > 0 ? fields : null);
    }

    /// <summary>All fields within, at any depth.</summary>
    public IEnumerable<ProtobufField> Descendants() => (Inner ?? []).SelectMany(f => f.Descendants().Prepend(f));

    /// <summary>The message with some fields replaced by others.</summary>
    public byte[] Write(IReadOnlyDictionary<ProtobufField, IReadOnlyList<ProtobufField>> changes)
    {
        List<byte> bytes = [];
        foreach (ProtobufField field in Inner ?? [])
        {
            if (!changes.TryGetValue(field, out IReadOnlyList<ProtobufField>? instead))
                field.WriteTo(bytes, changes);
            foreach (ProtobufField other in instead ?? [])
                other.WriteTo(bytes, new Dictionary<ProtobufField, IReadOnlyList<ProtobufField>>());
        }

        return [.. bytes];
    }

    private static ProtobufField? ReadField(byte[] message, ref int at, ulong key)
    {
        ulong number = 0;
        int size = (key & 7) switch { Fixed64 => 8, Fixed32 => 4, _ => 0 };
        if ((key & 7) is not (Varint or Fixed64 or Delimited or Fixed32) || (size == 0 && !Read(message, ref at, out number)))
            return null;
        if ((key & 7) == Varint)
            return new(key, number, null, null);
        size = (key & 7) == Delimited ? (int)Math.Min(number, int.MaxValue) : size;
        if (size > message.Length - at)
            return null;
        byte[] content = message[at..(at += size)];
        return (key & 7) == Delimited ? Parse(content, key) : new(key, BitConverter.ToUInt64([.. content, 0, 0, 0, 0]), null, null);
    }

    private static bool Read(byte[] message, ref int at, out ulong number)
    {
        number = 0;
        for (int shift = 0; at < message.Length && shift < 64; shift += 7)
        {
            byte b = message[at++];
            number |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return true;
        }

        return false;
    }

    private void WriteTo(List<byte> bytes, IReadOnlyDictionary<ProtobufField, IReadOnlyList<ProtobufField>> changes)
    {
        WriteNumber(bytes, Tag);
        switch (Tag & 7)
        {
            case Varint:
                WriteNumber(bytes, Number);
                break;
            case Delimited:
                byte[] content = Inner is null ? Content! : Write(changes);
                WriteNumber(bytes, (ulong)content.Length);
                bytes.AddRange(content);
                break;
            default:
                bytes.AddRange(BitConverter.GetBytes(Number).AsSpan(0, (Tag & 7) == Fixed64 ? 8 : 4));
                break;
        }
    }

    private static void WriteNumber(List<byte> bytes, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
    }
}
