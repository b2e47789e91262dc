using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the layers that drop whole channels in training (Tompson et al., 2014).</summary>
[KerasSerializable]
[ConfigOrder(nameof(Rate), nameof(Seed), nameof(Name), nameof(WrittenDType), nameof(DataFormat), WithoutBase = true)]
public abstract class SpatialDropout : RandomLayer
{
    private readonly int spatialAxes;

    private protected SpatialDropout(int spatialAxes, double rate, long? seed)
        : base(rate > 0, seed) => (this.spatialAxes, Rate) = (spatialAxes, CheckRate(rate, $"SpatialDropout{spatialAxes}D"));

    /// <summary>The dropout rate, the probability that a channel is dropped.</summary>
    public double Rate { get; }

    /// <summary>"channels_last" (default) or "channels_first".</summary>
    public string DataFormat { get; init => field = DataFormats.Check(value, ClassName); } = DataFormats.ChannelsLast;

    [ConfigArgument("dtype")]
    private protected DType WrittenDType => VariableDType;

    private protected override Symbol Randomize(Symbol x, RandomSource random)
    {
        SpatialInput.RequireRank(this, x.Shape, spatialAxes, DataFormat);
        if (Rate == 1)
            return Ops.ZerosLike(x);
        int channels = DataFormat == DataFormats.ChannelsFirst ? 1 : x.Rank - 1;
        Shape shape = Shape.Create([.. x.Shape.Select((length, axis) => axis == 0 || axis == channels ? length : 1)]);
        Symbol drawn = random.Uniform(shape, dtype: x.DType, dynamicShape: RandomSource.DynamicShape(shape, x));
        Symbol keep = RawOps.GreaterEqual(drawn, drawn.Number(Rate));
        return RawOps.SelectV2(keep, x * (1 / (1 - Rate)), Ops.ZerosLike(x));
    }
}
