using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// Binary crossentropy that gives well-classified samples less weight: with p_t = y·p + (1 - y)·(1 - p), the mean of (1 - p_t)^γ times
/// the crossentropy along an axis (Lin and others, 2018; <c>keras.losses.BinaryFocalCrossentropy</c>).
/// </summary>
[KerasSerializable]
public sealed partial class BinaryFocalCrossentropy : Loss
{
    /// <summary>Binary focal crossentropy.</summary>
    /// <param name="applyClassBalancing">Whether class 1 weighs α and class 0 weighs 1 - α. Default: false.</param>
    /// <param name="alpha">α. Default: 0.25.</param>
    /// <param name="gamma">γ. Default: 2.</param>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities. Default: false.</param>
    /// <param name="labelSmoothing">Label smoothing in [0, 1]: targets are moved towards ½ by this fraction. Default: 0.</param>
    /// <param name="axis">The axis of the mean. Default: the last.</param>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label smoothing is out of range.</exception>
    public BinaryFocalCrossentropy(
        bool applyClassBalancing = false,
        double alpha = 0.25,
        double gamma = 2,
        bool fromLogits = false,
        double labelSmoothing = 0,
        int axis = -1,
        Reduction reduction = Reduction.SumOverBatchSize,
        string name = "binary_focal_crossentropy")
        : base(name, reduction)
    {
        ApplyClassBalancing = applyClassBalancing;
        Alpha = Hyperparameter.Finite(alpha, nameof(alpha), nameof(BinaryFocalCrossentropy));
        Gamma = Hyperparameter.Finite(gamma, nameof(gamma), nameof(BinaryFocalCrossentropy));
        FromLogits = fromLogits;
        LabelSmoothing = Smoothing.Require(labelSmoothing, ClassName);
        Axis = axis;
    }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>The label smoothing: the fraction by which targets are moved towards ½.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis of the mean.</summary>
    public int Axis { get; }

    /// <summary>Whether the classes are balanced by α.</summary>
    public bool ApplyClassBalancing { get; }

    /// <summary>The weight of class 1.</summary>
    public double Alpha { get; }

    /// <summary>The focusing parameter γ, which reduces the loss of well-classified samples.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Match(yTrue, yPred);
        yTrue = Smoothing.Binary(yTrue, LabelSmoothing);
        if (FromLogits)
            yPred = RawOps.Sigmoid(yPred);
        Symbol crossentropy = Crossentropy.Binary(yTrue, yPred, fromLogits: false);
        Symbol right = (yTrue * yPred) + ((1 - yTrue) * (1 - yPred));
        Symbol focal = Ops.Power(1 - right, Gamma) * crossentropy;
        if (ApplyClassBalancing)
            focal = ((yTrue * Alpha) + ((1 - yTrue) * (1 - Alpha))) * focal;
        return Ops.Mean(focal, Axis);
    }
}
