using TensorFlow;

namespace Keras;

/// <content>Activation functions that look at each element alone, with all their parameters (<c>keras.activations</c>).</content>
public static partial class Ops
{
    /// <summary>The rectified linear unit: x from the threshold up, <c>negativeSlope · (x - threshold)</c> below it, at most
    /// <paramref name="maxValue"/>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="negativeSlope">The slope below the threshold. Default: 0.</param>
    /// <param name="maxValue">The largest value; null (default) for none.</param>
    /// <param name="threshold">The threshold above which the output is linear. Default: 0.</param>
    public static Symbol Relu(Symbol x, double negativeSlope = 0, double? maxValue = null, double threshold = 0)
    {
        if (negativeSlope != 0 && maxValue is null && threshold == 0)
            return LeakyRelu(x, negativeSlope);
        Symbol positive = threshold != 0
            ? Where(Greater(x, threshold), x, x.Number(0)) : maxValue == 6 ? Rectifier.Relu6(x) : Rectifier.Relu(x);
        if (maxValue is { } most && (threshold != 0 || most != 6))
            positive = positive.DType.IsInteger ? Clip(positive, 0, Math.Truncate(most)) : Between(positive, 0, most);
        if (negativeSlope == 0)
            return positive;
        Symbol negative = Rectifier.Relu(threshold != 0 ? -x + Meant(x, threshold) : -x);
        return positive - (Meant(x, negativeSlope) * negative);
    }

    /// <summary>min(max(x, 0), 6).</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Relu6(Symbol x) => Rectifier.Relu6(x);

    /// <summary>x above 0, <c>negativeSlope · x</c> below.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="negativeSlope">The slope below 0. Default: 0.2.</param>
    public static Symbol LeakyRelu(Symbol x, double negativeSlope = 0.2) => RawOps.LeakyRelu(Floating(x), (float)negativeSlope);

    /// <summary>x above 0, <c>alpha · (eˣ - 1)</c> below (Clevert et al., 2016).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="alpha">The scale of the negative part. Default: 1.</param>
    public static Symbol Elu(Symbol x, double alpha = 1)
    {
        Symbol elu = RawOps.Elu(x);
        return alpha == 1 ? elu : Where(Greater(x, 0), elu, Meant(x, alpha) * elu);
    }

    /// <summary>The self-normalizing unit: 1.0507 · elu(x, 1.6733) (Klambauer et al., 2017).</summary>
    public static Symbol Selu(Symbol x) => RawOps.Selu(x);

    /// <summary>max(x, 0) + <c>alpha · (e^(min(x, 0) / alpha) - 1)</c> (Barron, 2017).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="alpha">The saturation value for large negative inputs. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is 0.</exception>
    public static Symbol Celu(Symbol x, double alpha = 1)
    {
        if (alpha == 0)
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Celu: expected an alpha other than 0, got 0.");
        Symbol scale = Meant(x, alpha);
        return Maximum(x, 0) + (scale * RawOps.Expm1(Minimum(x, 0) / scale));
    }

    /// <summary>The Gaussian error linear unit: x · P(X ≤ x) of a standard normal X (Hendrycks and Gimpel, 2016).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="approximate">Whether P is approximated by tanh instead of computed with erfc. Default: true, as in <c>keras.ops</c>;
    /// the activation has false.</param>
    public static Symbol Gelu(Symbol x, bool approximate = true)
    {
        const double inverseSqrt2 = 0.7071067811865476;
        const double sqrt2OverPi = 0.7978845608028654;
        return approximate
            ? 0.5 * x * (1 + RawOps.Tanh(sqrt2OverPi * (x + (0.044715f * RawOps.Pow(x, x.Number(3))))))
            : 0.5 * x * ComplementaryError(-x * inverseSqrt2);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Symbol Sigmoid(Symbol x) => RawOps.Sigmoid(x);

    /// <summary>ln(1 / (1 + e⁻ˣ)).</summary>
    public static Symbol LogSigmoid(Symbol x) => -RawOps.Softplus(-x);

    /// <summary>0 up to -3, 1 from 3, <c>x / 6 + 0.5</c> between.</summary>
    public static Symbol HardSigmoid(Symbol x) => Rectifier.Relu6(x + 3) / 6;

    /// <summary>0 up to -1, 1 from 1, <c>(x + 1) / 2</c> between (Blondel et al., 2019).</summary>
    public static Symbol SparseSigmoid(Symbol x) =>
        Where(RawOps.LessEqual(x, x.Number(-1)), x.Number(0), Where(GreaterEqual(x, x.Number(1)), x.Number(1), 0.5 * (x + 1)));

    /// <summary>x · sigmoid(x), also called swish (Ramachandran et al., 2017).</summary>
    public static Symbol Silu(Symbol x) => x * RawOps.Sigmoid(x);

    /// <summary>x · sigmoid(x); the same as <see cref="Silu(Symbol)"/>.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Swish(Symbol x) => Silu(x);

    /// <summary>x · hard_sigmoid(x), also called hard swish (Howard et al., 2019).</summary>
    public static Symbol HardSilu(Symbol x) => x * HardSigmoid(x);

    /// <summary>x · hard_sigmoid(x); the same as <see cref="HardSilu(Symbol)"/>.</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol HardSwish(Symbol x) => HardSilu(x);

    /// <summary>x · tanh(softplus(x)) (Misra, 2019).</summary>
    public static Symbol Mish(Symbol x) => x * RawOps.Tanh(RawOps.Softplus(x));

    /// <summary>x, those below -1 or above 1 moved there.</summary>
    public static Symbol HardTanh(Symbol x) => Between(x, -1, 1);

    /// <summary>x - tanh(x).</summary>
    public static Symbol TanhShrink(Symbol x) => x - RawOps.Tanh(x);

    /// <summary>x where |x| is above the threshold, 0 elsewhere.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="threshold">The threshold. Default: 0.5.</param>
    public static Symbol HardShrink(Symbol x, double threshold = 0.5) => Where(Greater(Abs(x), threshold), x, ZerosLike(x));

    /// <summary>x moved towards 0 by the threshold; 0 where it would pass 0.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="threshold">The threshold. Default: 0.5.</param>
    public static Symbol SoftShrink(Symbol x, double threshold = 0.5) =>
        Where(Greater(x, threshold), x - Meant(x, threshold), Where(Less(x, -threshold), x + Meant(x, threshold), ZerosLike(x)));

    /// <summary>x where it is above the threshold, another number elsewhere.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="defaultValue">The number elsewhere.</param>
    public static Symbol Threshold(Symbol x, double threshold, double defaultValue) =>
        Where(Greater(x, threshold), x, Meant(x, defaultValue));

    /// <summary>ln(eˣ + 1).</summary>
    public static Symbol Softplus(Symbol x) => RawOps.Softplus(x);

    /// <summary>x / (|x| + 1).</summary>
    public static Symbol Softsign(Symbol x) => RawOps.Softsign(x);

    /// <summary>0 up to -1, x from 1, <c>(x + 1)² / 4</c> between.</summary>
    public static Symbol SparsePlus(Symbol x) =>
        Where(RawOps.LessEqual(x, x.Number(-1)), ZerosLike(x), Where(Less(x, 1), 0.25 * RawOps.Pow(x + 1, x.Number(2)), x));

    /// <summary>(x + √(x² + b)) / 2 (Barron, 2021).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="b">The smoothness; 4 by default.</param>
    public static Symbol Squareplus(Symbol x, double b = 4) => (x + Sqrt(Square(x) + Meant(x, b))) / 2;

    // Minimum and Maximum, as in TensorFlow's clip_by_value, not the op ClipByValue: at the ends the gradient passes.
    private static Symbol Between(Symbol x, double minimum, double maximum) => Maximum(Minimum(x, maximum), minimum);

    // The runtime has no gradient of Erfc: its value comes from it, its gradient from -Erf, of which exactly 0 is added.
    private static Symbol ComplementaryError(Symbol x)
    {
        Symbol erf = RawOps.Erf(x);
        return StopGradient(RawOps.Erfc(x)) - (erf - StopGradient(erf));
    }
}
