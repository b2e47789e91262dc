using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using TensorFlow.Interop;

namespace TensorFlow;

/// <content>Single elements, also of tensors that are too long for a span.</content>
public sealed partial class Tensor
{
    /// <summary>An element of a number, bool or string type.</summary>
    /// <param name="index">The position in C order.</param>
    internal unsafe object ElementAt(long index)
    {
        void* first = (void*)NativeMethods.TF_TensorData(Handle);
        object element = DType switch
        {
            DType.Float32 => Unsafe.Read<float>((float*)first + index),
            DType.Float64 => Unsafe.Read<double>((double*)first + index),
            DType.Float16 => Unsafe.Read<Half>((Half*)first + index),
            DType.BFloat16 => Unsafe.Read<BFloat16>((BFloat16*)first + index),
            DType.Int8 => Unsafe.Read<sbyte>((sbyte*)first + index),
            DType.Int16 => Unsafe.Read<short>((short*)first + index),
            DType.Int32 => Unsafe.Read<int>((int*)first + index),
            DType.Int64 => Unsafe.Read<long>((long*)first + index),
            DType.UInt8 => Unsafe.Read<byte>((byte*)first + index),
            DType.UInt16 => Unsafe.Read<ushort>((ushort*)first + index),
            DType.UInt32 => Unsafe.Read<uint>((uint*)first + index),
            DType.UInt64 => Unsafe.Read<ulong>((ulong*)first + index),
            DType.Bool => Unsafe.Read<byte>((byte*)first + index) != 0,
            DType.Complex128 => Unsafe.Read<Complex>((Complex*)first + index),
            DType.String => Text((TensorString*)first + index),
            _ => throw new InvalidOperationException($"Elements of {DType.StandardName} cannot be read one by one."),
        };
        GC.KeepAlive(this);
        return element;
    }

    private static unsafe string Text(TensorString* element) =>
        Encoding.UTF8.GetString(new ReadOnlySpan<byte>(
            NativeMethods.TF_StringGetDataPointer(element), checked((int)NativeMethods.TF_StringGetSize(element))));
}
