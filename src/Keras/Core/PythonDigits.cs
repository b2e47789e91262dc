using System.Globalization;
using System.Numerics;

namespace Keras.Core;

/// <summary>
/// The decimal digits of doubles as Python and C round them: of the exact binary value, halves to the even digit (.NET's formats round
/// halves away from zero).
/// </summary>
internal static class PythonDigits
{
    private static readonly BigInteger Ten = 10;

    /// <summary>A number with so many digits after the point: <c>f</c>.</summary>
    /// <param name="magnitude">A finite number of at least 0.</param>
    /// <param name="decimals">The digits after the point.</param>
    /// <param name="point">Whether a point is there also where no digit follows.</param>
    public static string Fixed(double magnitude, int decimals, bool point)
    {
        string digits = Scaled(magnitude, decimals).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return Pointed(digits[..^decimals], digits[^decimals..], point);
    }

    /// <summary>A number with one digit before the point, so many after it, and an exponent of at least two digits: <c>e</c>.</summary>
    public static string Scientific(double magnitude, int decimals, bool point)
    {
        (string digits, int exponent) = Significant(magnitude, decimals + 1);
        return Pointed(digits[..1], digits[1..], point) + Exponent(exponent);
    }

    /// <summary>
    /// A number of so many digits, fixed where its exponent allows: <c>g</c>, and what Python does where a precision has no letter.
    /// </summary>
    /// <param name="magnitude">A finite number of at least 0.</param>
    /// <param name="precision">The digits; 0 is 1.</param>
    /// <param name="keepsZeros">Whether zeros at the end, and the point, stay.</param>
    /// <param name="asFloat">Whether at least one digit follows the point, and the exponent comes one earlier for it.</param>
    public static string General(double magnitude, int precision, bool keepsZeros, bool asFloat)
    {
        const int lastFixed = -4;
        precision = Math.Max(1, precision);
        (string digits, int exponent) = Significant(magnitude, precision);
        bool isFixed = exponent >= lastFixed && exponent < precision - (asFloat ? 1 : 0);
        if (!keepsZeros)
            digits = digits.TrimEnd('0');
        if (!isFixed)
            return Pointed(digits.PadRight(1, '0')[..1], digits.Length > 1 ? digits[1..] : "", keepsZeros) + Exponent(exponent);
        if (exponent < 0)
            digits = new string('0', -exponent) + digits;
        int before = Math.Max(exponent, 0) + 1;
        digits = digits.PadRight(before + (asFloat ? 1 : 0), '0');
        return Pointed(digits[..before], digits[before..], keepsZeros);
    }

    private static string Exponent(int exponent) =>
        string.Create(CultureInfo.InvariantCulture, $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");

    private static string Pointed(string whole, string fraction, bool point) =>
        fraction.Length > 0 || point ? $"{whole}.{fraction}" : whole;

    // So many digits, and the power of ten of the first one.
    private static (string Digits, int Exponent) Significant(double magnitude, int count)
    {
        if (magnitude == 0)
            return (new('0', count), 0);
        int exponent = (int)Math.Floor(Math.Log10(magnitude));
        string digits = Scaled(magnitude, count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
        // The logarithm may be one off, and rounding up may add a digit.
        while (digits.Length != count)
        {
            exponent += digits.Length > count ? 1 : -1;
            digits = Scaled(magnitude, count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
        }

        return (digits, exponent);
    }

    /// <summary>The number times a power of ten, rounded to an integer.</summary>
    private static BigInteger Scaled(double magnitude, int power)
    {
        const int mantissaBits = 52, bias = 1075;
        long bits = BitConverter.DoubleToInt64Bits(magnitude);
        int exponentBits = (int)(bits >> mantissaBits) & 0x7FF;
        long mantissa = (bits & ((1L << mantissaBits) - 1)) | (exponentBits == 0 ? 0 : 1L << mantissaBits);
        int binary = Math.Max(1, exponentBits) - bias;
        BigInteger numerator = mantissa, denominator = BigInteger.One;
        numerator *= power > 0 ? BigInteger.Pow(Ten, power) : BigInteger.One;
        denominator *= power < 0 ? BigInteger.Pow(Ten, -power) : BigInteger.One;
        numerator <<= Math.Max(0, binary);
        denominator <<= Math.Max(0, -binary);
        BigInteger whole = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        int half = (rest * 2).CompareTo(denominator);
        return half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole;
    }
}
