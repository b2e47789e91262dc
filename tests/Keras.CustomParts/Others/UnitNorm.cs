using TensorFlow;

namespace Keras.CustomParts;

public sealed class UnitNorm(int axis = 0) : Constraint
{
    public static UnitNorm FromConfig(Config config) => new(config.GetInt("axis", 0));

    protected override Symbol Call(Symbol weight) =>
        weight / (1e-7 + RawOps.Sqrt(Ops.Sum(Ops.Square(weight), axis, keepDims: true)));

    protected override void WriteConfig(Config config) => config.Set("axis", axis);
}
