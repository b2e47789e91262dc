using TensorFlow;

namespace Keras.Layers;

/// <summary>Dropout that keeps mean and variance of self-normalizing networks (Klambauer et al., 2017).</summary>
[KerasSerializable]
public sealed partial class AlphaDropout : RandomLayer
{
    // The negative saturation of SELU: -scale · alpha.
    private const double Saturation = -1.0507009873554804934193349852946 * 1.6732632423543772848170429916717;

    /// <summary>Creates the layer.</summary>
    /// <param name="rate">The dropout rate, the probability of the saturation value, in [0, 1].</param>
    /// <param name="noiseShape">The noise shape: 1 for an axis that is dropped together, -1 for the input's length. Default: the input's
    /// shape.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1].</exception>
    public AlphaDropout(double rate, Shape? noiseShape = null, long? seed = null)
        : base(rate > 0, seed) => (Rate, NoiseShape) = (CheckRate(rate, "AlphaDropout"), noiseShape);

    /// <summary>The dropout rate, the probability of the saturation value.</summary>
    public double Rate { get; }

    /// <summary>The noise shape; null for the input's shape.</summary>
    [ConfigArgument(Order = 2)]
    public Shape? NoiseShape { get; }

    private protected override Symbol Randomize(Symbol x, RandomSource random)
    {
        Shape shape = NoiseShape is null ? x.Shape
            : Shape.Create([.. NoiseShape.Select((length, axis) => length < 0 ? x.Shape[axis] : length)]);
        Symbol drawn = random.Uniform(shape, dtype: DType.Float32, dynamicShape: RandomSource.DynamicShape(shape, x));
        Symbol kept = RawOps.GreaterEqual(drawn, drawn.Number(Rate)).Cast(x.DType);
        double scale = Math.Pow((1 - Rate) * (1 + (Rate * Saturation * Saturation)), -0.5), shift = -scale * Saturation * Rate;
        return ((((x * kept) + ((1 - kept) * Saturation)) * scale) + shift).Cast(x.DType);
    }
}
