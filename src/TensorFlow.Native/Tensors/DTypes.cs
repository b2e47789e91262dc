using System.Numerics;

namespace TensorFlow;

/// <summary>The properties of each <see cref="DType"/>.</summary>
public static class DTypes
{
    /// <summary>The element type that <typeparamref name="T"/> stands for.</summary>
    /// <typeparam name="T">A .NET type of a tensor's elements.</typeparam>
    /// <exception cref="NotSupportedException">No tensor has elements of that type.</exception>
    public static DType Of<T>()
        where T : unmanaged =>
        Of(typeof(T));

    /// <summary>The element type that <paramref name="type"/> stands for.</summary>
    /// <param name="type">A .NET type of a tensor's elements; <see cref="string"/> is one.</param>
    /// <exception cref="NotSupportedException">No tensor has elements of that type.</exception>
    public static DType Of(Type type) =>
        type == typeof(float) ? DType.Float32
        : type == typeof(double) ? DType.Float64
        : type == typeof(int) ? DType.Int32
        : type == typeof(byte) ? DType.UInt8
        : type == typeof(short) ? DType.Int16
        : type == typeof(sbyte) ? DType.Int8
        : type == typeof(long) ? DType.Int64
        : type == typeof(bool) ? DType.Bool
        : type == typeof(ushort) ? DType.UInt16
        : type == typeof(uint) ? DType.UInt32
        : type == typeof(ulong) ? DType.UInt64
        : type == typeof(Half) ? DType.Float16
        : type == typeof(BFloat16) ? DType.BFloat16
        : type == typeof(Complex) ? DType.Complex128
        : type == typeof(string) ? DType.String
        : throw new NotSupportedException(
            $"No tensor has elements of type {type}; use float, double, Half, an integer type, bool, Complex or string.");

    extension(DType dtype)
    {
        /// <summary>Bytes of one element; 0 for strings, resources and variants, whose elements have no fixed size.</summary>
        public int Size => dtype switch
        {
            DType.Bool or DType.UInt8 or DType.Int8 or DType.QInt8 or DType.QUInt8 => 1,
            DType.Int16 or DType.UInt16 or DType.Float16 or DType.BFloat16 or DType.QInt16 or DType.QUInt16 => 2,
            DType.Float32 or DType.Int32 or DType.UInt32 or DType.QInt32 => 4,
            DType.Float64 or DType.Int64 or DType.UInt64 or DType.Complex64 => 8,
            DType.Complex128 => 16,
            _ => 0,
        };

        /// <summary>Whether elements are floating-point numbers.</summary>
        public bool IsFloatingPoint => dtype is DType.Float32 or DType.Float64 or DType.Float16 or DType.BFloat16;

        /// <summary>Whether elements are integers.</summary>
        public bool IsInteger => dtype is DType.Int8 or DType.Int16 or DType.Int32 or DType.Int64
            or DType.UInt8 or DType.UInt16 or DType.UInt32 or DType.UInt64;

        /// <summary>The name that NumPy, Keras and TensorFlow use: "float32", "uint8", "bool".</summary>
        public string StandardName => dtype.ToString().ToLowerInvariant();
    }

    /// <summary>The element type of a standard name.</summary>
    /// <param name="standardName">A name such as "float32".</param>
    /// <exception cref="ArgumentException">No element type has that name.</exception>
    public static DType Parse(string standardName)
    {
        foreach (DType dtype in Enum.GetValues<DType>())
        {
            if (dtype != DType.Invalid && dtype.StandardName == standardName)
                return dtype;
        }

        string[] known = [.. Enum.GetValues<DType>().Where(d => d != DType.Invalid).Select(d => d.StandardName)];
        throw new ArgumentException(
            $"'{standardName}' is not an element type; {NearestNames.Hint(standardName, known, "there are")}", nameof(standardName));
    }
}
