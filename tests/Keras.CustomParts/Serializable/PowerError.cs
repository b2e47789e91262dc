using TensorFlow;

namespace Keras.CustomParts;

/// <summary>A loss whose config is generated from a parameter that no property has.</summary>
[KerasSerializable]
public sealed partial class PowerError(double exponent = 2, Reduction reduction = Reduction.SumOverBatchSize, string name = "power_error")
    : Loss(name, reduction)
{
    protected override bool MixesSamples => false;

    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Ops.Mean(Ops.Power(Ops.Abs(yPred - yTrue), exponent), -1);
}
