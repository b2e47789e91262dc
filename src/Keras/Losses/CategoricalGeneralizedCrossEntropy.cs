using System.Globalization;
using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// (1 - p[c]^q) / q for targets that are class indices c: between crossentropy (q → 0) and absolute error (q = 1), so that wrong labels do
/// less harm (Zhang and Sabuncu, 2018; <c>keras.losses.CategoricalGeneralizedCrossEntropy</c>).
/// </summary>
[KerasSerializable]
public sealed partial class CategoricalGeneralizedCrossEntropy : Loss
{
    /// <summary>Generalized crossentropy.</summary>
    /// <param name="q">q, in (0, 1). Default: 0.5.</param>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentOutOfRangeException">q is out of range.</exception>
    public CategoricalGeneralizedCrossEntropy(double q = 0.5, Reduction reduction = Reduction.SumOverBatchSize,
        string name = "categorical_generalized_cross_entropy")
        : base(name, reduction)
    {
        if (q is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(
                nameof(q), q, string.Create(CultureInfo.InvariantCulture, $"{ClassName}: expected a q in (0, 1), got {q}."));
        Q = Hyperparameter.Meant(q);
    }

    /// <summary>Between crossentropy (0) and absolute error (1).</summary>
    public double Q { get; }

    /// <inheritdoc/>
    protected internal override bool TakesClassIndices => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        Symbol classes = ClassIndices.Of(Ranks.ClassIndices(yTrue, yPred));
        if (yPred.Rank < 1 || yPred.Shape[^1] < 1 || !yPred.Shape[..^1].IsCompatibleWith(classes.Shape))
        {
            throw new ShapeException(
                $"categorical_generalized_cross_entropy: for predictions of shape {yPred.Shape} expected class indices with one axis less, "
                + $"got {yTrue.Shape}; for one-hot targets take their ArgMax.");
        }

        Symbol probability = Ops.Sum(yPred * Ops.OneHot(classes, checked((int)yPred.Shape[^1]), dtype: yPred.DType), -1);
        return (1 - Ops.Power(probability, Q)) / Q;
    }
}
