using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using TensorFlow.Interop;

namespace TensorFlow;

/// <content>Attributes.</content>
public sealed unsafe partial class OperationBuilder
{
    /// <summary>Sets an attribute.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    public OperationBuilder Attribute(string attribute, bool value) =>
        Set(attribute, [value ? (byte)1 : (byte)0], (d, n, _) => NativeMethods.TF_SetAttrBool(d, n, value ? (byte)1 : (byte)0));

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, long value) =>
        Set(attribute, Bytes([value]), (d, n, _) => NativeMethods.TF_SetAttrInt(d, n, value));

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, float value) =>
        Set(attribute, Bytes([value]), (d, n, _) => NativeMethods.TF_SetAttrFloat(d, n, value));

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, DType value) =>
        Set(attribute, Bytes([value]), (d, n, _) => NativeMethods.TF_SetAttrType(d, n, value));

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, string value)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(value);
        return Set(attribute, utf8, (d, n, _) =>
        {
            fixed (byte* bytes = utf8)
                NativeMethods.TF_SetAttrString(d, n, bytes, (nuint)utf8.Length);
        });
    }

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, FunctionReference value)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(value.Name);
        return Set(attribute, utf8, (d, n, _) =>
        {
            fixed (byte* bytes = utf8)
                NativeMethods.TF_SetAttrFuncName(d, n, bytes, (nuint)utf8.Length);
        });
    }

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, ReadOnlySpan<FunctionReference> value)
    {
        byte[] proto = FunctionListProto.Of(value);
        return Set(attribute, proto, (d, n, status) =>
        {
            fixed (byte* bytes = proto)
                NativeMethods.TF_SetAttrValueProto(d, n, bytes, (nuint)proto.Length, status);
        });
    }

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, Shape value) =>
        Set(attribute, Bytes(value.RequireCountable().Rank < 0 ? [-2L] : value.AsSpan()), (d, n, _) =>
    {
        fixed (long* dimensions = value.Rank < 0 ? [] : value.AsSpan())
            NativeMethods.TF_SetAttrShape(d, n, dimensions, value.Rank);
    });

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, Tensor value)
    {
        byte[] head = [(byte)value.DType, .. Bytes(value.Shape.AsSpan())];
        byte[] content = value.DType == DType.String
            ? [.. head, .. value.ToStrings().SelectMany(LengthAndBytes)] : [.. head, .. value.AsBytes()];
        return Set(attribute, content, TensorSetter(value, content, head.Length));
    }

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, ReadOnlySpan<long> value)
    {
        long[] values = value.ToArray();
        return Set(attribute, Bytes(value), (d, n, _) =>
        {
            fixed (long* list = values)
                NativeMethods.TF_SetAttrIntList(d, n, list, values.Length);
        });
    }

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, ReadOnlySpan<float> value)
    {
        float[] values = value.ToArray();
        return Set(attribute, Bytes(value), (d, n, _) =>
        {
            fixed (float* list = values)
                NativeMethods.TF_SetAttrFloatList(d, n, list, values.Length);
        });
    }

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, ReadOnlySpan<bool> value)
    {
        byte[] values = Bytes(value);
        return Set(attribute, values, (d, n, _) =>
        {
            fixed (byte* list = values)
                NativeMethods.TF_SetAttrBoolList(d, n, list, values.Length);
        });
    }

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, ReadOnlySpan<DType> value)
    {
        DType[] values = value.ToArray();
        return Set(attribute, Bytes(value), (d, n, _) =>
        {
            fixed (DType* list = values)
                NativeMethods.TF_SetAttrTypeList(d, n, list, values.Length);
        });
    }

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, ReadOnlySpan<string> value)
    {
        byte[][] values = [.. value.ToArray().Select(Encoding.UTF8.GetBytes)];
        return Set(attribute, [.. values.SelectMany(v => Bytes([v.Length]).Concat(v))], (d, n, _) =>
        {
            byte** list = stackalloc byte*[values.Length];
            nuint* lengths = stackalloc nuint[values.Length];
            GCHandle[] pins = [.. values.Select(v => GCHandle.Alloc(v, GCHandleType.Pinned))];
            for (int i = 0; i < values.Length; i++)
            {
                list[i] = (byte*)pins[i].AddrOfPinnedObject();
                lengths[i] = (nuint)values[i].Length;
            }

            NativeMethods.TF_SetAttrStringList(d, n, list, lengths, values.Length);
            foreach (GCHandle pin in pins)
                pin.Free();
        });
    }

    /// <inheritdoc cref="Attribute(string, bool)"/>
    public OperationBuilder Attribute(string attribute, ReadOnlySpan<Shape> value)
    {
        Shape[] shapes = value.ToArray();
        long[] all = [.. shapes.Where(s => s.Rank > 0).SelectMany(s => s)];
        int[] ranks = [.. shapes.Select(s => s.RequireCountable().Rank)];
        return Set(attribute, [.. Bytes<int>(ranks), .. Bytes<long>(all)], (d, n, _) =>
        {
            long** list = stackalloc long*[Math.Max(1, ranks.Length)];
            fixed (long* first = all)
            fixed (int* counts = ranks)
            {
                long* next = first;
                for (int i = 0; i < ranks.Length; i++)
                {
                    list[i] = next;
                    next += Math.Max(0, ranks[i]);
                }

                NativeMethods.TF_SetAttrShapeList(d, n, list, counts, ranks.Length);
            }
        });
    }

    /// <summary>
    /// Sets an attribute unless it has its default: versions of the library that do not know the attribute yet then accept the op.
    /// </summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="defaultValue">The op's default.</param>
    public OperationBuilder Attribute(string attribute, bool value, bool defaultValue) =>
        value == defaultValue ? this : Attribute(attribute, value);

    /// <inheritdoc cref="Attribute(string, bool, bool)"/>
    public OperationBuilder Attribute(string attribute, long value, long defaultValue) =>
        value == defaultValue ? this : Attribute(attribute, value);

    /// <inheritdoc cref="Attribute(string, bool, bool)"/>
    public OperationBuilder Attribute(string attribute, float value, float defaultValue) =>
        value.Equals(defaultValue) ? this : Attribute(attribute, value);

    /// <inheritdoc cref="Attribute(string, bool, bool)"/>
    public OperationBuilder Attribute(string attribute, string value, string defaultValue) =>
        value == defaultValue ? this : Attribute(attribute, value);

    /// <inheritdoc cref="Attribute(string, bool, bool)"/>
    public OperationBuilder Attribute(string attribute, DType value, DType defaultValue) =>
        value == defaultValue ? this : Attribute(attribute, value);

    /// <summary>Sets an attribute to what a file has.</summary>
    internal OperationBuilder Attribute(string attribute, SavedModels.Messages.AttrValue value)
    {
        byte[] proto = value.ToByteArray();
        return Set(attribute, proto, (d, n, status) =>
        {
            fixed (byte* bytes = proto)
                NativeMethods.TF_SetAttrValueProto(d, n, bytes, (nuint)proto.Length, status);
        });
    }

    /// <summary>Sets an attribute as it was set before.</summary>
    internal OperationBuilder Attribute(AttributeEntry entry)
    {
        attributes.Add(entry);
        return this;
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged =>
        MemoryMarshal.AsBytes(values).ToArray();

    // The tensor itself for the first description; it may be gone when the operation is written again, so a copy of its elements then.
    private static AttributeSetter TensorSetter(Tensor value, byte[] content, int start)
    {
        Tensor? given = value;
        string[]? texts = value.DType == DType.String ? value.ToStrings() : null;
        (DType dtype, Shape shape) = (value.DType, value.Shape);
        return (d, n, status) =>
        {
            if (Interlocked.Exchange(ref given, null) is { } first)
            {
                NativeMethods.TF_SetAttrTensor(d, n, first.Handle, status);
                return;
            }

            using Tensor copy = texts is null ? Tensor.FromBytes(dtype, shape, content.AsSpan(start)) : Tensor.CreateStrings(texts, shape);
            NativeMethods.TF_SetAttrTensor(d, n, copy.Handle, status);
        };
    }

    private static IEnumerable<byte> LengthAndBytes(string text) => Bytes([text.Length]).Concat(Encoding.UTF8.GetBytes(text));

    private OperationBuilder Set(string attribute, byte[] content, AttributeSetter setter)
    {
        attributes.Add(new(attribute, content, setter));
        return this;
    }
}
