using Keras.Layers;
using TensorFlow;

namespace Keras.CustomParts;

public sealed class LSTMCell(int units) : RNNCell
{
    private Weight kernel = null!, recurrent = null!, bias = null!;

    public override IReadOnlyList<Shape> StateShapes => [[units], [units]];

    public static LSTMCell FromConfig(Config config) => new(config.GetInt("units"));

    protected override void Build(Shape input)
    {
        kernel = AddWeight("kernel", [input[^1], 4 * units]);
        recurrent = AddWeight("recurrent_kernel", [units, 4 * units], Initializer.Orthogonal);
        bias = AddWeight("bias", [4 * units], new ForgetBias(units));
    }

    protected override (Symbol Output, IReadOnlyList<Symbol> States) Step(Symbol x, IReadOnlyList<Symbol> states, CallContext context)
    {
        Symbol[] z = Ops.Split(RawOps.BiasAdd(x.MatMul(kernel), bias) + states[0].MatMul(recurrent), 4, -1);
        Symbol c = (Ops.Sigmoid(z[1]) * states[1]) + (Ops.Sigmoid(z[0]) * Ops.Tanh(z[2]));
        Symbol h = Ops.Sigmoid(z[3]) * Ops.Tanh(c);
        return (h, [h, c]);
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("units", units);
    }

    // Ones for the forget gate.
    private sealed class ForgetBias(int units) : Initializer
    {
        protected override Symbol Call(Shape shape, DType dtype, RandomSource random)
        {
            using Tensor values = Tensor.Create<float>([.. Enumerable.Range(0, 4 * units).Select(i => i / units == 1 ? 1f : 0f)]);
            return Graph.Current.Constant(values).Cast(dtype);
        }

        // No random numbers are drawn.
        protected override long? NextSeed() => null;
    }
}
