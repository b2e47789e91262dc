using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The negative cosine similarity of targets and predictions along an axis: -1 where they point the same way, 0 where they are orthogonal
/// or one is zero (<c>keras.losses.CosineSimilarity</c>).
/// </summary>
[KerasSerializable]
public sealed partial class CosineSimilarity : Loss
{
    /// <summary>Cosine similarity.</summary>
    /// <param name="axis">The axis of the vectors. Default: the last.</param>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public CosineSimilarity(int axis = -1, Reduction reduction = Reduction.SumOverBatchSize, string name = "cosine_similarity")
        : base(name, reduction) =>
        Axis = axis;

    /// <summary>The axis of the vectors.</summary>
    [ConfigArgument(OmittedAtDefault = true)]
    public int Axis { get; }

    /// <summary>The cosines.</summary>
    internal static Symbol Cosines(Symbol yTrue, Symbol yPred, int axis)
    {
        (yTrue, yPred) = Ranks.Fit("cosine_similarity", yTrue, yPred);
        return Ops.Sum(Normalize(yTrue, axis) * Normalize(yPred, axis), axis);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => -Cosines(yTrue, yPred, Axis);

    private static Symbol Normalize(Symbol x, int axis) =>
        x * Ops.Minimum(Ops.Rsqrt(Ops.Sum(Ops.Square(x), axis, keepDims: true)), 1 / Crossentropy.Epsilon);
}
