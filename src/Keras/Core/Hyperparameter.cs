using System.Globalization;

namespace Keras.Core;

/// <summary>Numbers that people write as decimal fractions.</summary>
internal static class Hyperparameter
{
    // The lower two thirds of a float's 23 stored binary digits: all zero in fractions such as 3/256, and in no rounded decimal fraction
    // that people write.
    private const uint LowBits = (1u << 15) - 1;

    /// <summary>
    /// The decimal fraction that was meant: <c>0.1f</c>, widened to a double, is 0.10000000149; Keras computes with the double nearest to
    /// 0.1, and its results depend on it (1 - 0.9 in double precision, then rounded). A number that needs few binary digits, 2⁻²⁴ say, was
    /// meant exactly.
    /// </summary>
    public static double Meant(double value)
    {
        float single = (float)value;
        return single == value && !float.IsInteger(single) && (BitConverter.SingleToUInt32Bits(single) & LowBits) != 0
            ? double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : value;
    }

    /// <summary>The number meant, if there is one.</summary>
    public static double? Meant(double? value) => value is { } given ? Meant(given) : null;

    /// <summary>The number meant, if it is finite.</summary>
    public static double Finite(double value, string parameter, string owner) =>
        double.IsFinite(value) ? Meant(value) : throw Wrong(value, parameter, owner, "a finite number");

    /// <summary>The number meant, if it is finite and not below 0.</summary>
    public static double NotNegative(double value, string parameter, string owner) =>
        double.IsFinite(value) && value >= 0 ? Meant(value) : throw Wrong(value, parameter, owner, "a finite number of at least 0");

    /// <summary>The number meant, if it is not below 0; infinity is allowed.</summary>
    public static double NotBelowZero(double value, string parameter, string owner) =>
        value >= 0 ? Meant(value) : throw Wrong(value, parameter, owner, "a number of at least 0");

    /// <summary>The number meant; infinity is allowed, which stands for no limit.</summary>
    public static double Number(double value, string parameter, string owner) =>
        double.IsNaN(value) ? throw Wrong(value, parameter, owner, "a number") : Meant(value);

    /// <summary>The number meant, if there is one.</summary>
    public static double? Number(double? value, string parameter, string owner) =>
        value is { } given ? Number(given, parameter, owner) : null;

    /// <summary>The number meant, if there is one and it is finite.</summary>
    public static double? Finite(double? value, string parameter, string owner) =>
        value is { } given ? Finite(given, parameter, owner) : null;

    /// <summary>The count, if it is not below the least.</summary>
    public static int AtLeast(int least, int value, string parameter, string owner) =>
        value >= least ? value : throw TooSmall(least, value, parameter, owner);

    /// <summary>The count, if it is null or not below the least.</summary>
    public static int? AtLeast(int least, int? value, string parameter, string owner) =>
        value is { } given ? AtLeast(least, given, parameter, owner) : null;

    private static ArgumentOutOfRangeException TooSmall(int least, int value, string parameter, string owner) =>
        new(parameter, value, $"{owner}: expected {parameter} of at least {least}, got {value}.");

    private static ArgumentOutOfRangeException Wrong(double value, string parameter, string owner, string expected) =>
        new(parameter, value, string.Create(CultureInfo.InvariantCulture, $"{owner}: expected {expected} as {parameter}, got {value}."));
}
