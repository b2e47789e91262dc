using Google.Protobuf;

namespace TensorFlow;

/// <summary>A list of functions as a serialized <c>tensorflow.AttrValue</c>, the one attribute that the C API has no setter for.</summary>
internal static class FunctionListProto
{
    public static byte[] Of(ReadOnlySpan<FunctionReference> functions)
    {
        // AttrValue.list = 1, ListValue.func = 9, NameAttrList.name = 1.
        const int list = 1, func = 9, name = 1;
        using MemoryStream items = new();
        using (CodedOutputStream output = new(items, leaveOpen: true))
        {
            foreach (FunctionReference function in functions)
            {
                output.WriteTag(func, WireFormat.WireType.LengthDelimited);
                output.WriteLength(CodedOutputStream.ComputeTagSize(name) + CodedOutputStream.ComputeStringSize(function.Name));
                output.WriteTag(name, WireFormat.WireType.LengthDelimited);
                output.WriteString(function.Name);
            }
        }

        using MemoryStream value = new();
        using (CodedOutputStream output = new(value, leaveOpen: true))
        {
            output.WriteTag(list, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(items.ToArray()));
        }

        return value.ToArray();
    }

    /// <summary>The names in a list that <see cref="Of"/> made.</summary>
    public static string[] Names(byte[] proto)
    {
        CodedInputStream value = new(proto);
        _ = value.ReadTag();
        CodedInputStream items = value.ReadBytes().CreateCodedInput();
        List<string> names = [];
        while (items.ReadTag() != 0)
        {
            CodedInputStream function = items.ReadBytes().CreateCodedInput();
            _ = function.ReadTag();
            names.Add(function.ReadString());
        }

        return [.. names];
    }
}
