using Keras.Layers;
using TensorFlow;

namespace Keras.CustomParts;

/// <summary>A cell with dropout, whose masks are drawn once for a sequence.</summary>
public sealed class SimpleRNNCell(int units, double dropout = 0, long? seed = null) : RNNCell
{
    private Weight kernel = null!, recurrent = null!, bias = null!;
    private Symbol? mask;
    private SeedGenerator? random;

    public double DropoutRate => dropout;

    public override IReadOnlyList<Shape> StateShapes => [[units]];

    public static SimpleRNNCell FromConfig(Config config) =>
        new(config.GetInt("units"), config.GetDouble("dropout", 0), config.GetOptionalLong("seed"));

    protected override void Build(Shape input)
    {
        kernel = AddWeight("kernel", [input[^1], units]);
        recurrent = AddWeight("recurrent_kernel", [units, units], Initializer.Orthogonal);
        bias = AddWeight("bias", [units], Initializer.Zeros);
        if (dropout > 0)
            random ??= AddSeedGenerator(seed);
    }

    protected override void BeginSequence(Symbol x, IReadOnlyList<Symbol> states, CallContext context)
    {
        if (context.Training && random is not null)
        {
            Symbol numbers = random.Next().Uniform(x.Shape, dtype: x.DType, dynamicShape: Ops.Shape(x));
            Symbol kept = RawOps.GreaterEqual(numbers, numbers.Number(dropout));
            mask = RawOps.SelectV2(kept, Ops.OnesLike(x) * (1 / (1 - dropout)), Ops.ZerosLike(x));
        }
    }

    protected override void EndSequence(CallContext context) => mask = null;

    protected override (Symbol Output, IReadOnlyList<Symbol> States) Step(Symbol x, IReadOnlyList<Symbol> states, CallContext context)
    {
        Symbol dropped = mask is { } kept ? x * kept : x;
        Symbol h = Ops.Tanh(RawOps.BiasAdd(dropped.MatMul(kernel), bias) + states[0].MatMul(recurrent));
        return (h, [h]);
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("units", units).Set("dropout", dropout).Set("seed", seed);
    }
}
