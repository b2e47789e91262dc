using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TensorFlow;

/// <summary>
/// Reads the numbers of a tensor as another .NET type: integers as any type that can hold them, floating-point numbers as floating-point
/// numbers, rounded where they must be. An integer out of range is an error.
/// </summary>
internal static class ElementConversion
{
    private const int ChunkLength = 512;

    /// <summary>Copies the elements of a tensor to a span of another type.</summary>
    /// <exception cref="InvalidOperationException">The types do not convert, or the type wanted cannot hold an element.</exception>
    public static void Copy<T>(Tensor tensor, Span<T> target)
        where T : unmanaged
    {
        DType wanted = DTypes.Of<T>();
        switch (wanted)
        {
            case DType.Float32: Convert(tensor, MemoryMarshal.Cast<T, float>(target)); break;
            case DType.Float64: Convert(tensor, MemoryMarshal.Cast<T, double>(target)); break;
            case DType.Float16: Convert(tensor, MemoryMarshal.Cast<T, Half>(target)); break;
            case DType.Int8: Convert(tensor, MemoryMarshal.Cast<T, sbyte>(target)); break;
            case DType.Int16: Convert(tensor, MemoryMarshal.Cast<T, short>(target)); break;
            case DType.Int32: Convert(tensor, MemoryMarshal.Cast<T, int>(target)); break;
            case DType.Int64: Convert(tensor, MemoryMarshal.Cast<T, long>(target)); break;
            case DType.UInt8: Convert(tensor, MemoryMarshal.Cast<T, byte>(target)); break;
            case DType.UInt16: Convert(tensor, MemoryMarshal.Cast<T, ushort>(target)); break;
            case DType.UInt32: Convert(tensor, MemoryMarshal.Cast<T, uint>(target)); break;
            case DType.UInt64: Convert(tensor, MemoryMarshal.Cast<T, ulong>(target)); break;
            case DType.BFloat16: ToBFloat16(tensor, MemoryMarshal.Cast<T, BFloat16>(target)); break;
            default: throw Refused(tensor, wanted);
        }
    }

    private static void ToBFloat16(Tensor tensor, Span<BFloat16> target)
    {
        float[] single = new float[target.Length];
        if (tensor.DType == DType.Float32)
            tensor.AsSpan<float>().CopyTo(single);
        else
            Convert<float>(tensor, single);
        for (int i = 0; i < single.Length; i++)
            target[i] = (BFloat16)single[i];
    }

    // By way of the widest type of a kind, a chunk at a time: as many loops as there are types, not pairs of types.
    private static void Convert<T>(Tensor tensor, Span<T> target)
        where T : unmanaged, INumber<T>
    {
        bool toIntegers = DTypes.Of<T>().IsInteger;
        switch (tensor.DType)
        {
            case DType.Bool: FromIntegers(MemoryMarshal.Cast<bool, byte>(tensor.AsSpan<bool>()), target); break;
            case DType.Int8: FromIntegers(tensor.AsSpan<sbyte>(), target); break;
            case DType.Int16: FromIntegers(tensor.AsSpan<short>(), target); break;
            case DType.Int32: FromIntegers(tensor.AsSpan<int>(), target); break;
            case DType.Int64: FromIntegers(tensor.AsSpan<long>(), target); break;
            case DType.UInt8: FromIntegers(tensor.AsSpan<byte>(), target); break;
            case DType.UInt16: FromIntegers(tensor.AsSpan<ushort>(), target); break;
            case DType.UInt32: FromIntegers(tensor.AsSpan<uint>(), target); break;
            case DType.UInt64 when toIntegers: FromIntegers(tensor.AsSpan<ulong>(), target); break;
            case DType.Float16 or DType.BFloat16 or DType.Float32 or DType.Float64 when toIntegers: throw Refused(tensor, DTypes.Of<T>());
            case DType.UInt64: FromReals(tensor.AsSpan<ulong>(), static v => (double)v, target); break;
            case DType.Float16: FromReals(tensor.AsSpan<Half>(), static v => (double)v, target); break;
            case DType.BFloat16: FromReals(tensor.AsSpan<BFloat16>(), static v => (double)(float)v, target); break;
            case DType.Float32: FromReals(tensor.AsSpan<float>(), static v => (double)v, target); break;
            case DType.Float64: FromReals(tensor.AsSpan<double>(), static v => v, target); break;
            default: throw Refused(tensor, DTypes.Of<T>());
        }

        GC.KeepAlive(tensor);
    }

    private static void FromIntegers<TFrom, T>(ReadOnlySpan<TFrom> source, Span<T> target)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where T : unmanaged, INumber<T>
    {
        Span<long> chunk = stackalloc long[ChunkLength];
        for (int start = 0; start < source.Length; start += ChunkLength)
        {
            int length = Math.Min(ChunkLength, source.Length - start);
            for (int i = 0; i < length; i++)
                chunk[i] = source[start + i] is ulong and > (ulong)long.MaxValue
                    ? throw TooLarge<T>(source[start + i], start + i) : long.CreateTruncating(source[start + i]);
            Store(chunk[..length], target, start);
        }
    }

    private static void FromReals<TFrom, T>(ReadOnlySpan<TFrom> source, Func<TFrom, double> widen, Span<T> target)
        where T : unmanaged, INumber<T>
    {
        Span<double> chunk = stackalloc double[ChunkLength];
        for (int start = 0; start < source.Length; start += ChunkLength)
        {
            int length = Math.Min(ChunkLength, source.Length - start);
            for (int i = 0; i < length; i++)
                chunk[i] = widen(source[start + i]);
            Store(chunk[..length], target, start);
        }
    }

    private static void Store<T>(ReadOnlySpan<long> chunk, Span<T> target, int start)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        try
        {
            for (; i < chunk.Length; i++)
                target[start + i] = T.CreateChecked(chunk[i]);
        }
        catch (OverflowException)
        {
            throw TooLarge<T>(chunk[i], start + i);
        }
    }

    private static void Store<T>(ReadOnlySpan<double> chunk, Span<T> target, int start)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < chunk.Length; i++)
            target[start + i] = T.CreateSaturating(chunk[i]);
    }

    private static InvalidOperationException TooLarge<T>(object value, int position)
        where T : unmanaged =>
        new(string.Create(
            CultureInfo.InvariantCulture,
            $"The element at {position} is {value}, which no {DTypes.Of<T>().StandardName} can hold; read the elements in a wider type, "
            + $"or Cast the tensor, which wraps them."));

    private static InvalidOperationException Refused(Tensor tensor, DType wanted) => new(tensor.DType == DType.String
        ? $"The elements are strings, not {wanted.StandardName}; use ToStrings."
        : wanted.IsInteger && tensor.DType.IsFloatingPoint
            ? $"The elements are {tensor.DType.StandardName}, not {wanted.StandardName}; Cast the tensor first, which cuts fractions off."
            : $"The elements are {tensor.DType.StandardName}, not {wanted.StandardName}; Cast the tensor first.");
}
