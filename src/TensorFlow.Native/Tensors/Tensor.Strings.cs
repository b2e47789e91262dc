using System.Runtime.InteropServices;
using System.Text;
using TensorFlow.Interop;

namespace TensorFlow;

/// <content>Tensors of strings.</content>
public sealed partial class Tensor
{
    /// <summary>A tensor of UTF-8 strings.</summary>
    /// <param name="values">The elements in C order.</param>
    /// <param name="shape">The axes.</param>
    /// <exception cref="ArgumentException">The number of elements does not fit the shape.</exception>
    public static Tensor CreateStrings(ReadOnlySpan<string> values, Shape shape)
    {
        if (values.Contains((string?)null))
            throw new ArgumentException(
                $"The string at {values.IndexOf((string?)null)} is null; a tensor's strings may be empty, not null.", nameof(values));
        byte[][] utf8 = new byte[values.Length][];
        for (int i = 0; i < utf8.Length; i++)
            utf8[i] = Encoding.UTF8.GetBytes(values[i]);
        return CreateByteStrings(utf8, shape);
    }

    /// <summary>A tensor of strings of any bytes.</summary>
    /// <exception cref="ArgumentException">The number of elements does not fit the shape.</exception>
    internal static unsafe Tensor CreateByteStrings(ReadOnlySpan<byte[]> values, Shape shape)
    {
        RequireCount(values.Length, shape.RequireCountable());
        nuint size = (nuint)(values.Length * sizeof(TensorString));
        TensorString* elements = (TensorString*)NativeMemory.AlignedAlloc(Math.Max(size, 1), NativeMethods.TF_TensorDefaultAlignment());
        for (int i = 0; i < values.Length; i++)
        {
            fixed (byte* bytes = values[i])
            {
                NativeMethods.TF_StringInit(elements + i);
                NativeMethods.TF_StringCopy(elements + i, bytes, (nuint)values[i].Length);
            }
        }

        fixed (long* dimensions = shape.AsSpan())
            return new(new TensorHandle(
                NativeMethods.TF_NewTensor(DType.String, dimensions, shape.Rank, elements, size, &FreeStrings, null)));
    }

    /// <summary>The elements of a tensor of strings, read as UTF-8, in C order.</summary>
    /// <exception cref="InvalidOperationException">The elements are not strings.</exception>
    public string[] ToStrings() => ReadStrings(Encoding.UTF8.GetString);

    /// <summary>The bytes of each element of a tensor of strings, in C order.</summary>
    /// <exception cref="InvalidOperationException">The elements are not strings.</exception>
    internal byte[][] ToByteStrings() => ReadStrings(bytes => bytes.ToArray());

    /// <summary>A scalar string of any bytes, such as the content of a file.</summary>
    /// <param name="bytes">The bytes; they need not be UTF-8.</param>
    public static unsafe Tensor CreateBytes(ReadOnlySpan<byte> bytes)
    {
        nuint size = (nuint)sizeof(TensorString);
        TensorString* element = (TensorString*)NativeMemory.AlignedAlloc(size, NativeMethods.TF_TensorDefaultAlignment());
        NativeMethods.TF_StringInit(element);
        fixed (byte* first = bytes)
            NativeMethods.TF_StringCopy(element, first, (nuint)bytes.Length);
        return new(new TensorHandle(NativeMethods.TF_NewTensor(DType.String, null, 0, element, size, &FreeStrings, null)));
    }

    /// <summary>The bytes of the only string, as they are.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not one string.</exception>
    public unsafe byte[] ToBytes()
    {
        RequireType(DType.String);
        if (Length != 1)
            throw new InvalidOperationException($"Expected exactly one string, got shape {Shape}; index the tensor first.");
        fixed (TensorString* first = MutableSpan<TensorString>())
        {
            byte[] bytes = new ReadOnlySpan<byte>(
                NativeMethods.TF_StringGetDataPointer(first), checked((int)NativeMethods.TF_StringGetSize(first))).ToArray();
            GC.KeepAlive(this);
            return bytes;
        }
    }

    private unsafe T[] ReadStrings<T>(Func<ReadOnlySpan<byte>, T> read)
    {
        RequireType(DType.String);
        T[] values = new T[Length];
        fixed (TensorString* first = MutableSpan<TensorString>())
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = read(
                    new(NativeMethods.TF_StringGetDataPointer(first + i), checked((int)NativeMethods.TF_StringGetSize(first + i))));
        }

        GC.KeepAlive(this);
        return values;
    }

    [UnmanagedCallersOnly]
    private static unsafe void FreeStrings(void* data, nuint length, void* argument)
    {
        for (nuint i = 0; i < length / (nuint)sizeof(TensorString); i++)
            NativeMethods.TF_StringDealloc((TensorString*)data + i);
        NativeMemory.AlignedFree(data);
    }
}
