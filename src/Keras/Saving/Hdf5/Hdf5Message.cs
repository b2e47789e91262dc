namespace Keras.Saving.Hdf5;

/// <summary>A message of an object header, which describes a group or an array.</summary>
/// <param name="Type">The type of the message.</param>
/// <param name="Offset">The offset of the content in the file.</param>
/// <param name="Length">The length of the content.</param>
internal readonly record struct Hdf5Message(Hdf5MessageType Type, long Offset, int Length)
{
    public Hdf5Bytes Content(Hdf5Source file) => new(file, Offset, Length);
}

/// <summary>The messages that are read or written.</summary>
internal enum Hdf5MessageType
{
    Dataspace = 0x01,
    LinkInfo = 0x02,
    DataType = 0x03,
    FillValue = 0x05,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    GroupInfo = 0x0A,
    Filters = 0x0B,
    Attribute = 0x0C,
    Continuation = 0x10,
    SymbolTable = 0x11,
    AttributeInfo = 0x15,
}
