using TensorFlow;

namespace Keras.Datasets;

/// <summary>NumPy's type descriptions, such as <c>&lt;f4</c>.</summary>
internal static class NpyType
{
    /// <summary>Parses a description into a type and its byte order; null if no tensor has the type.</summary>
    public static (DType DType, bool BigEndian)? Parse(string description)
    {
        if (description.Length < 2)
            return null;
        DType dtype = description[1..] switch
        {
            "b1" or "?" => DType.Bool,
            "i1" => DType.Int8,
            "i2" => DType.Int16,
            "i4" => DType.Int32,
            "i8" => DType.Int64,
            "u1" => DType.UInt8,
            "u2" => DType.UInt16,
            "u4" => DType.UInt32,
            "u8" => DType.UInt64,
            "f2" => DType.Float16,
            "f4" => DType.Float32,
            "f8" => DType.Float64,
            _ => DType.Invalid,
        };
        return (dtype, description[0]) switch
        {
            (DType.Invalid, _) => null,
            (_, '<') => (dtype, false),
            (_, '>') => (dtype, true),
            (_, '|') when dtype.Size == 1 => (dtype, false),
            _ => null,
        };
    }

    /// <summary>The description of a type in the byte order of this machine.</summary>
    /// <exception cref="NotSupportedException">NumPy has no such type.</exception>
    public static string Describe(DType dtype)
    {
        string name = dtype switch
        {
            DType.Bool => "b1",
            DType.Int8 or DType.Int16 or DType.Int32 or DType.Int64 => $"i{dtype.Size}",
            DType.UInt8 or DType.UInt16 or DType.UInt32 or DType.UInt64 => $"u{dtype.Size}",
            DType.Float16 or DType.Float32 or DType.Float64 => $"f{dtype.Size}",
            _ => throw new NotSupportedException(
                $"An NPY file cannot hold elements of {dtype.StandardName}, expected bool, an integer type, float16, float32 or float64; "
                + "Cast the tensor first."),
        };
        return (dtype.Size == 1 ? "|" : BitConverter.IsLittleEndian ? "<" : ">") + name;
    }
}
