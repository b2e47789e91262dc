using TensorFlow;

namespace Keras.CustomParts;

/// <summary>An optimizer whose config is generated: steps of the sign of the gradient, with a share of the gradient itself.</summary>
[KerasSerializable]
public sealed partial class SignDescent(double learningRate = 0.01, double share = 0) : Optimizer(learningRate)
{
    public double Share { get; } = share;

    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate) =>
        weight.Assign(weight.ToSymbol() - (rate * (((1 - Share) * RawOps.Sign(gradient)) + (Share * gradient))));
}
