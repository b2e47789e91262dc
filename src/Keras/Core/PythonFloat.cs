using System.Globalization;
using System.Text.Json.Nodes;

namespace Keras.Core;

/// <summary>
/// Floating-point numbers as Python writes them: <c>2.0</c> and not <c>2</c>, which Keras takes for another type and in places refuses;
/// <c>1e-07</c>. JSON has no words for infinities and NaN, Python has; in between they are numbers that no double reaches.
/// </summary>
internal static class PythonFloat
{
    private const string Infinite = "1e999";
    private const string NotANumber = "1e9999";

    /// <summary>Words of Python's JSON and what stands for them in between.</summary>
    public static ReadOnlySpan<byte> InfinityWord => "Infinity"u8;

    /// <inheritdoc cref="InfinityWord"/>
    public static ReadOnlySpan<byte> NaNWord => "NaN"u8;

    /// <inheritdoc cref="InfinityWord"/>
    public static ReadOnlySpan<byte> InfiniteNumber => "1e999"u8;

    /// <inheritdoc cref="InfinityWord"/>
    public static ReadOnlySpan<byte> NaNNumber => "1e9999"u8;

    /// <summary>A number as a node whose text is Python's.</summary>
    public static JsonNode Node(double value) => JsonNode.Parse(double.IsFinite(value) ? Repr(value)
        : double.IsNaN(value) ? NotANumber
        : value > 0 ? Infinite : "-" + Infinite)!;

    /// <summary>The number that a node's text stands for.</summary>
    public static double Value(JsonValue node, double read) =>
        double.IsInfinity(read) && node.ToJsonString() == NotANumber ? double.NaN : read;

    /// <summary>The text that NumPy's <c>str</c> gives of a float32.</summary>
    public static string OfSingle(double value) => double.IsFinite(value)
        ? Repr(double.Parse(((float)value).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";

    /// <summary>The text that Python's <c>json.dumps</c> writes for a number.</summary>
    public static string Written(string number) => number switch
    {
        NotANumber => "NaN",
        Infinite => "Infinity",
        "-" + Infinite => "-Infinity",
        _ => number,
    };

    /// <summary>
    /// Python's <c>repr</c> of a finite number: the fewest digits that tell it, with an exponent below 0.0001 and from 1e16.
    /// </summary>
    public static string Repr(double value)
    {
        const int firstWithExponent = 16, lastWithExponent = -5;
        string sign = double.IsNegative(value) ? "-" : "";
        (string digits, int exponent) = Scientific(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        if (exponent is >= firstWithExponent or <= lastWithExponent)
        {
            string fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture,
                $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        if (exponent < 0)
            return sign + "0." + new string('0', -exponent - 1) + digits;
        digits = digits.PadRight(exponent + 1, '0');
        return sign + digits[..(exponent + 1)] + "." + (digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0");
    }

    /// <summary>The digits of a number without zeros around them, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Scientific(string text)
    {
        string[] parts = text.Split('E');
        int exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        string digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        string significant = digits.TrimStart('0');
        if (significant.Length == 0)
            return ("0", 0);
        exponent += (point < 0 ? digits.Length : point) - 1 - (digits.Length - significant.Length);
        return (significant.TrimEnd('0'), exponent);
    }
}
