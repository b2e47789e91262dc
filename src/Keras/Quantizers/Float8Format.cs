namespace Keras.Quantizers;

/// <summary>The forms of floating-point numbers of 8 bits.</summary>
public enum Float8Format
{
    /// <summary>4 bits of exponent, 3 of mantissa, no infinities; up to 448 (<c>float8_e4m3fn</c>).</summary>
    E4M3FN,

    /// <summary>5 bits of exponent, 2 of mantissa; up to 57344 (<c>float8_e5m2</c>).</summary>
    E5M2,
}
