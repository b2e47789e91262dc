namespace Keras.Quantizers;

/// <summary>The 8-bit floating-point formats.</summary>
public enum Float8Format
{
    /// <summary>4 exponent bits, 3 mantissa bits, no infinities; the largest value is 448 (<c>float8_e4m3fn</c>).</summary>
    E4M3FN,

    /// <summary>5 exponent bits, 2 mantissa bits; the largest finite value is 57344 (<c>float8_e5m2</c>).</summary>
    E5M2,
}
