using System.Text;
using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>Writes an object header of version 2, the messages that describe a group or an array.</summary>
/// <param name="heap">The heap of the strings.</param>
internal sealed class Hdf5HeaderWriter(Hdf5Heap heap)
{
    // What one message may hold is counted in 16 bits; Keras splits lists below this.
    private const int MostListLength = 64512;
    private readonly Hdf5Buffer messages = new();

    /// <summary>The header with all messages written so far.</summary>
    public byte[] ToBytes()
    {
        const byte version = 2, lengthOf4Bytes = 2;
        Hdf5Buffer header = new();
        header.Put("OHDR"u8);
        header.U8(version);
        header.U8(lengthOf4Bytes);
        header.U32((uint)messages.Length);
        header.Put(messages.Written);
        header.U32(Hdf5Checksum.Of(header.Written));
        return header.Written.ToArray();
    }

    /// <summary>Makes the object a group.</summary>
    public void WriteGroup()
    {
        Hdf5Buffer links = new();
        links.U16(0);
        // Neither a fractal heap nor an index: the links stand in this header.
        links.U64(ulong.MaxValue);
        links.U64(ulong.MaxValue);
        Add(Hdf5MessageType.LinkInfo, links);
        Hdf5Buffer group = new();
        group.U16(0);
        Add(Hdf5MessageType.GroupInfo, group);
    }

    /// <summary>Links an object into the group.</summary>
    public void WriteLink(string name, ulong address)
    {
        const byte version = 1, nameLengthOf2Bytes = 1, hasEncoding = 0x10, utf8 = 1;
        byte[] text = Encoding.UTF8.GetBytes(name);
        Hdf5Buffer link = new();
        link.U8(version);
        link.U8(nameLengthOf2Bytes | hasEncoding);
        link.U8(utf8);
        link.U16(text.Length);
        link.Put(text);
        link.U64(address);
        Add(Hdf5MessageType.Link, link);
    }

    /// <summary>Makes the object an array in contiguous storage at an address.</summary>
    public void WriteArray(DType dtype, Shape shape, ulong address, ulong length)
    {
        const byte fillVersion = 3, fillIfSetAndAllocateLate = 0x0A, layoutVersion = 3, contiguous = 1;
        Hdf5Buffer space = new();
        WriteSpace(space, shape.ToArray());
        Add(Hdf5MessageType.Dataspace, space);
        Hdf5Buffer type = new();
        Hdf5TypeMessage.Write(type, dtype);
        Add(Hdf5MessageType.DataType, type, isConstant: true);
        Hdf5Buffer fill = new();
        fill.U8(fillVersion);
        fill.U8(fillIfSetAndAllocateLate);
        Add(Hdf5MessageType.FillValue, fill);
        Hdf5Buffer layout = new();
        layout.U8(layoutVersion);
        layout.U8(contiguous);
        layout.U64(length == 0 ? ulong.MaxValue : address);
        layout.U64(length);
        Add(Hdf5MessageType.Layout, layout);
        if (dtype == DType.BFloat16)
            WriteFixed("dtype", ["bfloat16"], isList: false);
    }

    /// <summary>Adds an attribute of one string.</summary>
    public void WriteAttribute(string name)
    {
        Hdf5Buffer type = new(), space = new(), content = new();
        Hdf5TypeMessage.WriteVariableString(type);
        WriteSpace(space, null);
        heap.WriteReference(content);
        WriteAttribute(name, type, space, content);
    }

    /// <summary>Adds an attribute of a list of strings, in numbered parts where it is long, as Keras does.</summary>
    /// <exception cref="NotSupportedException">A string is too long for an HDF5 attribute.</exception>
    public void WriteAttribute(string name, string[] values)
    {
        int longest = Math.Max(1, values.Max(Encoding.UTF8.GetByteCount)), most = MostListLength / longest;
        if (most == 0)
            throw new NotSupportedException(
                $"A name of {longest} bytes cannot be saved in this form, which takes {MostListLength}; give the layer a shorter name.");
        if (values.Length <= most)
        {
            WriteFixed(name, values, isList: true);
            return;
        }

        foreach ((int index, string[] part) in values.Chunk(most).Index())
            WriteFixed(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}{index}"), part, isList: true);
    }

    private void WriteFixed(string name, string[] values, bool isList)
    {
        int longest = Math.Max(1, values.Max(Encoding.UTF8.GetByteCount));
        Hdf5Buffer type = new(), space = new(), content = new();
        Hdf5TypeMessage.WriteFixedString(type, longest);
        WriteSpace(space, isList ? [values.Length] : null);
        foreach (string value in values)
        {
            byte[] text = Encoding.UTF8.GetBytes(value);
            content.Put(text);
            content.Zeros(longest - text.Length);
        }

        WriteAttribute(name, type, space, content);
    }

    private void WriteAttribute(string name, Hdf5Buffer type, Hdf5Buffer space, Hdf5Buffer content)
    {
        const byte version = 3, utf8 = 1;
        byte[] text = Encoding.UTF8.GetBytes(name);
        Hdf5Buffer attribute = new();
        attribute.U8(version);
        attribute.U8(0);
        attribute.U16(text.Length + 1);
        attribute.U16(type.Length);
        attribute.U16(space.Length);
        attribute.U8(utf8);
        attribute.Put(text);
        attribute.U8(0);
        attribute.Put(type.Written);
        attribute.Put(space.Written);
        attribute.Put(content.Written);
        Add(Hdf5MessageType.Attribute, attribute);
    }

    // The lengths of the axes; null for a single value, which is not the same as a list of one.
    private static void WriteSpace(Hdf5Buffer target, long[]? lengths)
    {
        const byte version = 2, scalar = 0, simple = 1;
        lengths ??= [];
        target.U8(version);
        target.U8((byte)lengths.Length);
        target.U8(0);
        target.U8(lengths.Length == 0 ? scalar : simple);
        foreach (long length in lengths)
            target.U64((ulong)length);
    }

    private void Add(Hdf5MessageType type, Hdf5Buffer content, bool isConstant = false)
    {
        messages.U8((byte)type);
        messages.U16(content.Length);
        messages.U8(isConstant ? (byte)1 : (byte)0);
        messages.Put(content.Written);
    }
}
