using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The crossentropy between rows of probabilities, -Σ y·log p, for targets that are rows as well (one-hot). Predictions that come right out of a
/// softmax are computed from its input, without clipping (keras.losses.CategoricalCrossentropy).
/// </summary>
public sealed class CategoricalCrossentropy : Loss
{
    /// <summary>Categorical crossentropy.</summary>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities; false by default.</param>
    /// <param name="labelSmoothing">How much of each target is spread evenly over the classes, in [0, 1]; 0 by default.</param>
    /// <param name="axis">The axis of the classes; the last by default.</param>
    /// <param name="reduction">How the samples' losses become one number.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label smoothing is out of range.</exception>
    public CategoricalCrossentropy(
        bool fromLogits = false, double labelSmoothing = 0, int axis = -1, Reduction reduction = Reduction.SumOverBatchSize, string name = "categorical_crossentropy")
        : base(name, reduction)
    {
        if (labelSmoothing is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, $"{ClassName}: labelSmoothing must lie in [0, 1], got {labelSmoothing}.");
        FromLogits = fromLogits;
        LabelSmoothing = Hyperparameter.Meant(labelSmoothing);
        Axis = axis;
    }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>How much of each target is spread evenly over the classes.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; }

    internal static CategoricalCrossentropy FromConfig(Config config) => new(
        config.GetBool("from_logits"),
        config.GetDouble("label_smoothing"),
        config.GetInt("axis", -1),
        Reductions.Parse(config.GetString("reduction", "sum_over_batch_size")),
        config.GetString("name", "categorical_crossentropy")!);

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        if (LabelSmoothing != 0)
            yTrue = (yTrue * (1 - LabelSmoothing)) + (LabelSmoothing / yTrue.Shape[Axis < 0 ? Axis + yTrue.Rank : Axis]);
        return Crossentropy.Categorical(yTrue, yPred, FromLogits, Axis);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("from_logits", FromLogits).Set("label_smoothing", LabelSmoothing).Set("axis", Axis);
    }
}
