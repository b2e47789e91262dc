using TensorFlow;

namespace Keras.CustomParts;

public sealed class L2(double l2 = 0.01) : Regularizer
{
    public static L2 FromConfig(Config config) => new(config.GetDouble("l2", 0.01));

    protected override Symbol Call(Symbol x) => l2 * Ops.Sum(Ops.Square(x));

    protected override void WriteConfig(Config config) => config.Set("l2", l2);
}
