using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// Huber's loss: with e = p - y, the mean along the last axis of ½e² where |e| ≤ δ and of δ|e| - ½δ² elsewhere (<c>keras.losses.Huber</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Huber : Loss
{
    /// <summary>Huber's loss.</summary>
    /// <param name="delta">δ, where squares become straight lines. Default: 1.</param>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public Huber(double delta = 1, Reduction reduction = Reduction.SumOverBatchSize, string name = "huber_loss")
        : base(name, reduction) =>
        Delta = Hyperparameter.Finite(delta, nameof(delta), nameof(Huber));

    /// <summary>δ, where squares become straight lines.</summary>
    [ConfigArgument(OmittedAtDefault = true)]
    public double Delta { get; }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("huber", yTrue, yPred);
        Symbol delta = yPred.Number(Delta);
        Symbol error = yPred - yTrue;
        Symbol magnitude = Ops.Abs(error);
        Symbol small = 0.5 * Ops.Square(error);
        Symbol large = (delta * magnitude) - (0.5 * Ops.Square(delta));
        return Ops.Mean(Ops.Where(RawOps.LessEqual(magnitude, delta), small, large), -1);
    }
}
