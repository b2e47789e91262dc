using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// Categorical crossentropy that looks away from what is easy: the sum of α·(1 - p)^γ·(-y·ln p) over the classes (Lin and others, 2018;
/// <c>keras.losses.CategoricalFocalCrossentropy</c>).
/// </summary>
public sealed class CategoricalFocalCrossentropy : Loss
{
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
        double alpha = 0.25,
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
    public IReadOnlyList<double> Alphas { get; }

    /// <summary>α of all classes; of the first where each has its own.</summary>
    public double Alpha => Alphas[0];

    /// <summary>The focusing parameter γ, which reduces the loss of well-classified samples.</summary>
    public double Gamma { get; }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>The label smoothing: the fraction of each target distributed uniformly over the classes.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; }

    internal static CategoricalFocalCrossentropy FromConfig(Config config) => new(
        config.GetNumbers("alpha") ?? [0.25],
        config.GetDouble("gamma", 2),
        config.GetBool("from_logits", false),
        config.GetDouble("label_smoothing", 0),
        config.GetInt("axis", -1),
        Reductions.FromConfig(config),
        config.GetString("name", "categorical_focal_crossentropy")!)
    {
        DType = DTypePolicy.FromConfig(config).ComputeDType,
    };

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

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("from_logits", FromLogits).Set("label_smoothing", LabelSmoothing).Set("axis", Axis);
        if (Alphas.Count == 1)
            config.Set("alpha", Alpha);
        else
            config.SetNumbers("alpha", Alphas);
        config.Set("gamma", Gamma);
    }
}
