using System.Globalization;
using TensorFlow;

namespace Keras.CustomParts;

public sealed class Dropout : Layer
{
    private readonly SeedGenerator? random;

    public Dropout(double rate, Shape? noiseShape = null, long? seed = null)
    {
        if (rate is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(rate), rate, string.Create(CultureInfo.InvariantCulture, $"Dropout: expected a rate in [0, 1], got {rate}."));
        if (noiseShape is not null && (noiseShape.Rank < 0 || noiseShape.Contains(0)))
            throw new ArgumentException(
                $"Dropout: expected a noise shape of axes of at least 1, or -1 for the input's, got {noiseShape}.", nameof(noiseShape));
        Rate = rate;
        NoiseShape = noiseShape;
        Seed = seed;
        if (rate > 0)
            random = AddSeedGenerator(seed);
    }

    public double Rate { get; }

    public Shape? NoiseShape { get; }

    public long? Seed { get; }

    protected override bool SupportsMasking => true;

    protected override bool HasBuildConfig => false;

    public static Dropout FromConfig(Config config) =>
        new(config.GetDouble("rate"), config.GetShape("noise_shape"), config.GetOptionalLong("seed"));

    protected override Symbol Call(Symbol x, CallContext context)
    {
        if (!context.Training || random is null)
            return x;
        if (Rate == 1)
            return Ops.ZerosLike(x);
        return Drop(x, Rate, random, DrawnShape(x.Shape));
    }

    public static Symbol Drop(Symbol x, double rate, SeedGenerator random, Shape? drawn = null)
    {
        if (rate == 1)
            return Ops.ZerosLike(x);
        Shape shape = drawn ?? x.Shape;
        Symbol numbers = random.Next().Uniform(shape, dtype: x.DType, dynamicShape: shape.IsFullyKnown ? null : DynamicShape(shape, x));
        return RawOps.SelectV2(RawOps.GreaterEqual(numbers, numbers.Number(rate)), x * (1 / (1 - rate)), Ops.ZerosLike(x));
    }

    private Shape DrawnShape(Shape input)
    {
        if (NoiseShape is null)
            return input;
        if (input.Rank != NoiseShape.Rank)
            throw new ShapeException(
                $"Dropout '{Name}': expected an input of {NoiseShape.Rank} axes, as the noise shape {NoiseShape} has, got {input}.");
        return Shape.Create([.. NoiseShape.Select((length, axis) => length < 0 ? input[axis] : length)]);
    }

    private static Symbol DynamicShape(Shape shape, Symbol x) => shape.Rank < 0
        ? Ops.Shape(x)
        : Ops.Stack([.. shape.Select((length, axis) => length < 0 ? Ops.Shape(x, axis) : x.Graph.Constant(length, DType.Int32))]);

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("rate", Rate).Set("seed", Seed).Set("noise_shape", NoiseShape);
    }
}
