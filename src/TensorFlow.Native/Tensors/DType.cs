namespace TensorFlow;

/// <summary>The type of a tensor's elements (<c>TF_DataType</c>).</summary>
public enum DType
{
    /// <summary>Not known.</summary>
    Invalid = 0,

    /// <summary>IEEE 754 single precision; <see cref="float"/>.</summary>
    Float32 = 1,

    /// <summary>IEEE 754 double precision; <see cref="double"/>.</summary>
    Float64 = 2,

    /// <summary><see cref="int"/>.</summary>
    Int32 = 3,

    /// <summary><see cref="byte"/>.</summary>
    UInt8 = 4,

    /// <summary><see cref="short"/>.</summary>
    Int16 = 5,

    /// <summary><see cref="sbyte"/>.</summary>
    Int8 = 6,

    /// <summary>A sequence of bytes; read and written as UTF-8 <see cref="string"/>.</summary>
    String = 7,

    /// <summary>Two floats.</summary>
    Complex64 = 8,

    /// <summary><see cref="long"/>.</summary>
    Int64 = 9,

    /// <summary><see cref="bool"/>.</summary>
    Bool = 10,

    /// <summary>Quantized signed byte.</summary>
    QInt8 = 11,

    /// <summary>Quantized byte.</summary>
    QUInt8 = 12,

    /// <summary>Quantized 32-bit integer.</summary>
    QInt32 = 13,

    /// <summary>The upper half of a float32.</summary>
    BFloat16 = 14,

    /// <summary>Quantized 16-bit integer.</summary>
    QInt16 = 15,

    /// <summary>Quantized unsigned 16-bit integer.</summary>
    QUInt16 = 16,

    /// <summary><see cref="ushort"/>.</summary>
    UInt16 = 17,

    /// <summary>Two doubles; <see cref="System.Numerics.Complex"/>.</summary>
    Complex128 = 18,

    /// <summary>IEEE 754 half precision; <see cref="Half"/>.</summary>
    Float16 = 19,

    /// <summary>A handle to something that the runtime holds, such as a variable.</summary>
    Resource = 20,

    /// <summary>A value of a type that only the runtime knows.</summary>
    Variant = 21,

    /// <summary><see cref="uint"/>.</summary>
    UInt32 = 22,

    /// <summary><see cref="ulong"/>.</summary>
    UInt64 = 23,
}
