using TensorFlow;

namespace Keras.CustomParts;

/// <summary>A learning rate schedule whose config is generated.</summary>
[KerasSerializable]
public sealed partial class Halving(double initial, int steps) : LearningRateSchedule
{
    protected override Symbol Call(Symbol step) =>
        initial * RawOps.Pow(step.Cast(DType.Float32).Number(0.5), step.Cast(DType.Float32) / steps);
}
