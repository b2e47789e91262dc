using System.Globalization;
using System.Numerics;

namespace TensorFlow;

/// <summary>
/// A floating-point number in decimal digits: the fewest that tell it from others of its type, or exactly rounded to so many (ties to
/// even).
/// </summary>
internal readonly struct DecimalDigits
{
    private readonly string digits;
    private readonly int exponent;

    /// <param name="number">A <see cref="Half"/>, <see cref="BFloat16"/>, <see cref="float"/> or <see cref="double"/>.</param>
    public DecimalDigits(object number)
    {
        (Value, string shortest) = number switch
        {
            Half half => ((double)half, half.ToString("R", CultureInfo.InvariantCulture)),
            BFloat16 brain => ((float)brain, Shortest(brain)),
            float single => (single, single.ToString("R", CultureInfo.InvariantCulture)),
            _ => ((double)number, ((double)number).ToString("R", CultureInfo.InvariantCulture)),
        };
        (digits, exponent) = IsFinite ? Parse(shortest) : ("0", 0);
    }

    public double Value { get; }

    public bool IsFinite => double.IsFinite(Value);

    public bool IsNegative => double.IsNegative(Value);

    public static bool IsReal(object element) => element is Half or BFloat16 or float or double;

    /// <summary>The digits without a sign, with a point: <c>12.5</c>, <c>3.</c></summary>
    /// <param name="most">The most digits behind the point.</param>
    public string Positional(int most)
    {
        int fraction = digits.Length - 1 - exponent;
        (string all, int behind) = fraction <= most
            ? exponent >= digits.Length ? (digits.PadRight(exponent + 1, '0'), 0) : (digits, Math.Max(0, fraction))
            : (Rounded(most).ToString(CultureInfo.InvariantCulture), most);
        all = all.PadLeft(behind + 1, '0');
        return all[..^behind] + "." + all[^behind..].TrimEnd('0');
    }

    /// <summary>One digit, a point, more digits and the exponent: <c>1.25e-05</c>, <c>3.e+10</c></summary>
    /// <param name="most">The most digits behind the point.</param>
    public string Scientific(int most)
    {
        (string all, int power) = digits.Length - 1 <= most ? (digits, exponent) : Significant(most);
        return all[0] + "." + all[1..].TrimEnd('0') + Exponent(power, 2);
    }

    /// <summary>The same with so many digits behind the point and in the exponent.</summary>
    public string ScientificPadded(int behind, int exponentDigits)
    {
        (string all, int power) = Value == 0 ? ("0", 0) : Significant(behind);
        return all[0] + "." + all[1..].PadRight(behind, '0') + Exponent(power, exponentDigits);
    }

    private static string Exponent(int power, int length) =>
        (power < 0 ? "e-" : "e+") + Math.Abs(power).ToString(CultureInfo.InvariantCulture).PadLeft(length, '0');

    private (string Digits, int Exponent) Significant(int behind)
    {
        string rounded = Rounded(behind - exponent).ToString(CultureInfo.InvariantCulture);
        // Rounding up may give one digit more.
        return rounded.Length > behind + 1 ? (rounded[..^1], exponent + 1) : (rounded, exponent);
    }

    /// <summary>The magnitude times a power of ten, rounded to an integer.</summary>
    private BigInteger Rounded(int power)
    {
        const int mantissaBits = 52, bias = 1075;
        long bits = BitConverter.DoubleToInt64Bits(Value) & long.MaxValue;
        int binary = (int)(bits >> mantissaBits);
        long fraction = bits & ((1L << mantissaBits) - 1);
        BigInteger numerator = binary == 0 ? fraction : fraction | (1L << mantissaBits);
        BigInteger denominator = BigInteger.One;
        int shift = Math.Max(1, binary) - bias;
        _ = shift >= 0 ? numerator <<= shift : denominator <<= -shift;
        _ = power >= 0 ? numerator *= BigInteger.Pow(10, power) : denominator *= BigInteger.Pow(10, -power);
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        int comparison = (rest * 2).CompareTo(denominator);
        return comparison > 0 || (comparison == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static string Shortest(BFloat16 number)
    {
        const int enough = 9;
        float value = number;
        for (int precision = 1; precision < enough; precision++)
        {
            string text = value.ToString("E" + (precision - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if ((BFloat16)float.Parse(text, CultureInfo.InvariantCulture) == number)
                return text;
        }

        return value.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>The digits without zeros around them, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Parse(string text)
    {
        string[] parts = text.TrimStart('-').Split('E');
        int power = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        string all = parts[0].Replace(".", "", StringComparison.Ordinal);
        string significant = all.TrimStart('0');
        if (significant.Length == 0)
            return ("0", 0);
        power += (point < 0 ? all.Length : point) - 1 - (all.Length - significant.Length);
        return (significant.TrimEnd('0'), power);
    }
}
