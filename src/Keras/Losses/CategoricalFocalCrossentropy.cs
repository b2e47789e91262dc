using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// Categorical crossentropy that gives well-classified samples less weight: the sum of α·(1 - p)^γ·(-y·ln p) over the classes (Lin and
/// others, 2018; <c>keras.losses.CategoricalFocalCrossentropy</c>).
/// </summary>
[KerasSerializable]
public sealed partial class CategoricalFocalCrossentropy : Loss
{
    private const double DefaultAlpha = 0.25;

    /// <summary>Categorical focal crossentropy.</summary>
    /// <param name="alpha">α, the weight of all classes. Default: 0.25.</param>
    /// <param name="gamma">γ. Default: 2.</param>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities. Default: false.</param>
    /// <param name="labelSmoothing">Label smoothing in [0, 1]: the fraction of each target distributed uniformly over the classes. Default:
    /// 0.</param>
    /// <param name="axis">The axis of the classes. Default: the last.</param>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label smoothing is out of range.</exception>
    public CategoricalFocalCrossentropy(
        double alpha = DefaultAlpha,
        double gamma = 2,
        bool fromLogits = false,
        double labelSmoothing = 0,
        int axis = -1,
        Reduction reduction = Reduction.SumOverBatchSize,
        string name = "categorical_focal_crossentropy")
        : this([alpha], gamma, fromLogits, labelSmoothing, axis, reduction, name)
    {
    }

    /// <summary>Categorical focal crossentropy with a weight for each class.</summary>
    /// <param name="alphas">α of each class, along the last axis; one for all of them.</param>
    /// <param name="gamma">γ. Default: 2.</param>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities. Default: false.</param>
    /// <param name="labelSmoothing">Label smoothing in [0, 1]: the fraction of each target distributed uniformly over the classes. Default:
    /// 0.</param>
    /// <param name="axis">The axis of the classes. Default: the last.</param>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is no α, or the label smoothing is out of range.</exception>
    [ConfigConstructor]
    public CategoricalFocalCrossentropy(
        IReadOnlyList<double> alphas,
        double gamma = 2,
        bool fromLogits = false,
        double labelSmoothing = 0,
        int axis = -1,
        Reduction reduction = Reduction.SumOverBatchSize,
        string name = "categorical_focal_crossentropy")
        : base(name, reduction)
    {
        ArgumentNullException.ThrowIfNull(alphas);
        if (alphas.Count == 0)
            throw new ArgumentException($"{ClassName}: expected at least one α, got none.", nameof(alphas));
        Alphas = [.. alphas.Select(a => Hyperparameter.Finite(a, "alpha", nameof(CategoricalFocalCrossentropy)))];
        Gamma = Hyperparameter.Finite(gamma, nameof(gamma), nameof(CategoricalFocalCrossentropy));
        FromLogits = fromLogits;
        LabelSmoothing = Smoothing.Require(labelSmoothing, ClassName);
        Axis = axis;
    }

    /// <summary>α of each class; one number for all of them.</summary>
    [ConfigArgument("alpha", Order = 1, Reader = nameof(ReadAlpha), Writer = nameof(WriteAlpha))]
    public IReadOnlyList<double> Alphas { get; }

    /// <summary>α of all classes; of the first where each has its own.</summary>
    public double Alpha => Alphas[0];

    /// <summary>The focusing parameter γ, which reduces the loss of well-classified samples.</summary>
    [ConfigArgument(Order = 1)]
    public double Gamma { get; }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>The label smoothing: the fraction of each target distributed uniformly over the classes.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("categorical_focal_crossentropy", yTrue, yPred);
        yTrue = Smoothing.Categorical(yTrue, LabelSmoothing);
        if (FromLogits)
            yPred = AxisOrder.Softmax(yPred, Axis);
        Symbol output = Ops.Clip(yPred / Ops.Sum(yPred, Axis, keepDims: true), Crossentropy.Epsilon, 1 - Crossentropy.Epsilon);
        Symbol crossentropy = -yTrue * Ops.Log(output);
        if (Alphas.Count > 1 && output.Shape[^1] > 0 && output.Shape[^1] != Alphas.Count)
            throw new ShapeException(
                $"categorical_focal_crossentropy: expected one α for each class on the last axis of {output.Shape}, got {Alphas.Count}.");
        Symbol alpha = Alphas.Count == 1 ? output.Number(Alpha) : Ops.Stack([.. Alphas.Select(output.Number)]);
        return Ops.Sum(Ops.Power(1 - output, Gamma) * alpha * crossentropy, Axis);
    }

    private static double[] ReadAlpha(Config config) => config.GetNumbers("alpha") ?? [DefaultAlpha];

    private void WriteAlpha(Config config) =>
        _ = Alphas.Count == 1 ? config.Set("alpha", Alpha) : config.SetNumbers("alpha", Alphas);
}
