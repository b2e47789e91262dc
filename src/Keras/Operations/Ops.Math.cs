using TensorFlow;

namespace Keras;

/// <summary>Computations on symbols, under Keras's names (<c>keras.ops</c>). What is not here is in <see cref="RawOps"/>.</summary>
public static partial class Ops
{
    /// <summary>The elements converted to another type.</summary>
    public static Symbol Cast(Symbol x, DType dtype) => x.Cast(dtype);

    /// <summary>The magnitudes.</summary>
    public static Symbol Abs(Symbol x) => RawOps.Abs(x);

    /// <summary>The squares.</summary>
    public static Symbol Square(Symbol x) => RawOps.Square(x);

    /// <summary>The square roots.</summary>
    public static Symbol Sqrt(Symbol x) => RawOps.Sqrt(x);

    /// <summary>One over the square roots.</summary>
    public static Symbol Rsqrt(Symbol x) => RawOps.Rsqrt(x);

    /// <summary>e to the power of each element.</summary>
    public static Symbol Exp(Symbol x) => RawOps.Exp(Floating(x));

    /// <summary>The natural logarithms.</summary>
    public static Symbol Log(Symbol x) => RawOps.Log(x);

    /// <summary>ln(1 + x).</summary>
    public static Symbol Log1p(Symbol x) => RawOps.Log1p(x);

    /// <summary>The signs: -1, 0 or 1.</summary>
    public static Symbol Sign(Symbol x) => RawOps.Sign(x);

    /// <summary>Powers.</summary>
    public static Symbol Power(Symbol x, Symbol y) => RawOps.Pow(x, y);

    /// <inheritdoc cref="Power(Symbol, Symbol)"/>
    public static Symbol Power(Symbol x, double y) => RawOps.Pow(x, Meant(x, y));

    /// <summary>The larger of each pair.</summary>
    public static Symbol Maximum(Symbol x, Symbol y) => RawOps.Maximum(x, y);

    /// <inheritdoc cref="Maximum(Symbol, Symbol)"/>
    public static Symbol Maximum(Symbol x, double y) => RawOps.Maximum(x, Meant(x, y));

    /// <summary>The smaller of each pair.</summary>
    public static Symbol Minimum(Symbol x, Symbol y) => RawOps.Minimum(x, y);

    /// <inheritdoc cref="Minimum(Symbol, Symbol)"/>
    public static Symbol Minimum(Symbol x, double y) => RawOps.Minimum(x, Meant(x, y));

    /// <summary>The elements, those below <paramref name="minimum"/> or above <paramref name="maximum"/> moved there.</summary>
    public static Symbol Clip(Symbol x, double minimum, double maximum) => RawOps.ClipByValue(x, Meant(x, minimum), Meant(x, maximum));

    /// <summary>The quotients; 0 where the divisor is 0.</summary>
    public static Symbol DivideNoNan(Symbol x, Symbol y) => RawOps.DivNoNan(x, y);

    /// <summary>The matrix product; leading axes are batches.</summary>
    public static Symbol MatMul(Symbol x, Symbol y) => x.MatMul(y);

    /// <summary>The elements of <paramref name="x"/> where the condition holds, of <paramref name="y"/> where not.</summary>
    public static Symbol Where(Symbol condition, Symbol x, Symbol y) => RawOps.SelectV2(condition, x, y);

    /// <summary>Whether each pair is equal.</summary>
    public static Symbol Equal(Symbol x, Symbol y) => RawOps.Equal(x, y);

    /// <summary>Whether each pair differs.</summary>
    public static Symbol NotEqual(Symbol x, Symbol y) => RawOps.NotEqual(x, y);

    /// <summary>Whether the first of each pair is larger.</summary>
    public static Symbol Greater(Symbol x, Symbol y) => RawOps.Greater(x, y);

    /// <inheritdoc cref="Greater(Symbol, Symbol)"/>
    public static Symbol Greater(Symbol x, double y) => RawOps.Greater(x, Meant(x, y));

    /// <summary>Whether the first of each pair is larger or both are equal.</summary>
    public static Symbol GreaterEqual(Symbol x, Symbol y) => RawOps.GreaterEqual(x, y);

    /// <summary>Whether the first of each pair is smaller.</summary>
    public static Symbol Less(Symbol x, Symbol y) => RawOps.Less(x, y);

    /// <inheritdoc cref="Less(Symbol, Symbol)"/>
    public static Symbol Less(Symbol x, double y) => RawOps.Less(x, Meant(x, y));

    // 0.1f is widened on its way here; where the symbol is of double precision it would show.
    private static Symbol Meant(Symbol like, double number) => like.Number(Hyperparameter.Meant(number));
}
