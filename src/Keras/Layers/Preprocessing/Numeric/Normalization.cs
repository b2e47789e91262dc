using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Shifts and scales features to a mean of 0 and a variance of 1: <c>(x - mean) / max(√variance, 1e-7)</c>. Mean and variance are given, or
/// learned by <c>Adapt</c> before training; training does not change them.
/// </summary>
public sealed class Normalization : AdaptedLayer
{
    private const double Epsilon = 1e-7;
    private readonly Axes axis;
    private int[] kept = [];
    private Weight? mean, variance;
    private StreamMoments? moments;

    /// <summary>Creates the layer.</summary>
    /// <param name="axis">The axes along which each index has a mean and a variance of its own. Default: the last; <c>[]</c> or
    /// <see cref="Axes.All"/> (Keras's None) for one mean and one variance of everything.</param>
    /// <param name="mean">The mean, one number or a list; null (default) for one that <c>Adapt</c> learns.</param>
    /// <param name="variance">The variance, of the shape of the mean; null (default) for one that <c>Adapt</c> learns.</param>
    /// <param name="invert">Whether normalized values are taken back: <c>mean + x · max(√variance, 1e-7)</c>. Default: false.</param>
    /// <exception cref="ArgumentException">Only one of mean and variance is given, or their shapes differ.</exception>
    public Normalization(Axes? axis = null, NumberArray? mean = null, NumberArray? variance = null, bool invert = false)
    {
        this.axis = axis is not { } given ? Axes.Create([-1]) : given.IsAll ? Axes.Create([]) : Axes.Create(given.AsSpan());
        if (mean is null != variance is null)
            throw new ArgumentException(
                "Normalization: expected both mean and variance, or neither of them, got only one; give the other one too.");
        if (mean is not null && mean.Shape != variance!.Shape)
            throw new ArgumentException(
                $"Normalization: expected mean and variance of one shape, got {mean.Shape} and {variance.Shape}.", nameof(variance));
        if (mean is not null && mean.Shape.Rank > this.axis.AsSpan().Length)
            throw new ArgumentException(
                $"Normalization: expected a mean of at most {this.axis.AsSpan().Length} axes for the axes {this.axis}, "
                + $"got one of shape {mean.Shape}.", nameof(mean));
        (Mean, Variance, Invert) = (mean, variance, invert);
    }

    /// <summary>The axes along which each index has a mean and a variance of its own.</summary>
    public Axes Axis => axis;

    /// <summary>The mean that was given; null where it is learned, and the first weight.</summary>
    public NumberArray? Mean { get; }

    /// <summary>The variance that was given; null where it is learned, and the second weight.</summary>
    public NumberArray? Variance { get; }

    /// <summary>Whether normalized values are taken back.</summary>
    public bool Invert { get; }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    internal static Normalization FromConfig(Config config) => new(
        config.GetAxes("axis", config.Keys.Contains("axis") ? Axes.Create([]) : -1),
        NumberArray.Read(config, "mean"), NumberArray.Read(config, "variance"), config.GetBool("invert", false));

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        kept = [.. NormalizedAxes.Positions(axis, input, this).Order()];
        Shape lengths = NormalizedAxes.Lengths(axis, input, this);
        if (Mean is not null)
        {
            RequireBroadcast(Mean.Shape, lengths);
            return;
        }

        mean = AddWeight("mean", lengths, Initializers.Zeros, trainable: false);
        variance = AddWeight("variance", lengths, Initializers.Ones, trainable: false);
        _ = AddWeight("count", [], Initializers.Zeros, trainable: false, dtype: DType.Int64);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        DType dtype = ComputeDType;
        x = NumberInput.Of(x, this).Cast(dtype);
        NormalizedAxes.Check(kept, NormalizedAxes.Lengths(axis, BuildInputs[0], this), x.Shape, this);
        Symbol center = Along(mean is { } m ? m.ToSymbol() : Mean!.ToSymbol(x.Graph, dtype), x).Cast(dtype);
        Symbol spread = Along(variance is { } v ? v.ToSymbol() : Variance!.ToSymbol(x.Graph, dtype), x).Cast(dtype);
        // Of integers the deviation is floating-point, as in Keras.
        Symbol deviation = Ops.Sqrt(spread);
        deviation = RawOps.Maximum(deviation, deviation.Number(Epsilon));
        return Invert ? Ops.Add(center, Ops.Multiply(x, deviation)) : Ops.Divide(x - center, deviation);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("axis", axis.AsSpan()).Set("invert", Invert).SetNode("mean", ConfigTensor.Values(Mean?.ToJson())?.DeepClone())
            .SetNode("variance", ConfigTensor.Values(Variance?.ToJson())?.DeepClone());
    }

    internal override bool HasToLearn => Mean is null;

    private protected override void CheckAdaptable()
    {
        if (!HasToLearn)
            throw new InvalidOperationException(
                $"Normalization '{Name}' was given its mean and variance, so there is nothing to adapt; leave them out to learn them.");
    }

    private protected override void Reset() => moments = null;

    private protected override void Update(Tensor batch)
    {
        NumberInput.Require(batch.DType, batch.Shape, this);
        if (batch.Length == 0)
            throw new ShapeException($"Normalization '{Name}': expected samples to adapt to, got none: {batch.Shape}.");
        if (!IsBuilt)
            BuildFor(batch.Shape);
        if (batch.Rank != BuildInputs[0].Rank)
            throw new ShapeException(string.Create(CultureInfo.InvariantCulture,
                $"Normalization '{Name}': expected samples of {BuildInputs[0].Rank} axes, as the layer was built, got {batch.Shape}."));
        NormalizedAxes.Check(kept, mean!.Shape, batch.Shape, this);
        moments ??= new([.. Enumerable.Range(0, batch.Rank).Except(kept)]);
        moments.Add(batch);
    }

    private protected override void Complete()
    {
        using Tensor newMean = Tensor.Create<double>(moments!.Mean!, mean!.Shape);
        using Tensor newVariance = Tensor.Create<double>(moments.Variance!, variance!.Shape);
        Weight.AssignAll([mean, variance], [newMean, newVariance]);
        moments = null;
    }

    // As numbers along the last of the kept axes, with the other axes of length 1.
    private Symbol Along(Symbol values, Symbol x)
    {
        if (values.Rank == 0)
            return values;
        int[] shape = [.. Enumerable.Repeat(1, x.Rank)];
        for (int i = 1; i <= values.Rank; i++)
            shape[kept[^i]] = checked((int)values.Shape[^i]);
        return values.Reshape([.. shape.Select(length => (long)length)]);
    }

    private void RequireBroadcast(Shape given, Shape lengths)
    {
        for (int i = 1; i <= given.Rank; i++)
        {
            if (given[^i] != 1 && given[^i] != lengths[^i])
                throw new ShapeException(
                    $"Normalization '{Name}': expected a mean and a variance that fit the lengths {lengths} of the axes {axis}, "
                    + $"got {given}.");
        }
    }
}
