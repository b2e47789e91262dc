using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Puts values into bins: of the boundaries <c>[0, 1, 2]</c> the bins are below 0, [0, 1), [1, 2) and from 2 on. Boundaries are given, or
/// learned by <c>Adapt</c>, so that bins hold equally many samples.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(BinBoundaries), nameof(NumBins), nameof(Epsilon), nameof(OutputMode), nameof(Sparse), nameof(Name),
    nameof(WrittenDType), WithoutBase = true)]
public sealed partial class Discretization : AdaptedLayer
{
    private const int LargestInFile = 1 << 24;
    private QuantileSummary summary = QuantileSummary.Empty;

    /// <summary>Creates the layer.</summary>
    /// <param name="binBoundaries">The boundaries, in ascending order; null (default) where <paramref name="numBins"/> is given.</param>
    /// <param name="numBins">The number of bins that <c>Adapt</c> learns the boundaries of; null (default) where boundaries are
    /// given.</param>
    /// <param name="epsilon">The tolerance of the learned boundaries, as a fraction of the samples: larger values take less memory.
    /// Default: 0.01.</param>
    /// <param name="outputMode">"int" (default): the indices of the bins; "one_hot": a vector for each value; "multi_hot": a vector for
    /// each sample, 1 at each bin that is there; "count": a vector for each sample with the number of times that each bin is there.</param>
    /// <param name="sparse">Refused: there are no sparse tensors here. Default: false.</param>
    /// <exception cref="ArgumentException">Both or neither of boundaries and their number are given, or the output mode is
    /// unknown.</exception>
    /// <exception cref="NotSupportedException">The output is to be sparse.</exception>
    public Discretization(
        NumberArray? binBoundaries = null, int? numBins = null, double epsilon = 0.01, string outputMode = "int", bool sparse = false)
    {
        Sparse = OutputModes.RefuseSparse(sparse, "Discretization");
        if (binBoundaries is null == numBins is null)
            throw new ArgumentException(
                $"Discretization: expected either boundaries or numBins, got {(numBins is null ? "neither" : "both")}; give one of them.");
        if (numBins is { } bins)
            Required.AtLeast("Discretization", 0, bins, nameof(numBins));
        if (!(epsilon is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon,
                FormattableString.Invariant($"Discretization: expected an epsilon above 0 and at most 1, got {epsilon}."));
        OutputMode = OutputModes.Check(
            outputMode, "Discretization", OutputModes.Int, OutputModes.OneHot, OutputModes.MultiHot, OutputModes.Count);
        (BinBoundaries, NumBins, Epsilon) = (Ascending(binBoundaries), numBins, Hyperparameter.Meant(epsilon));
    }

    /// <summary>The boundaries of the bins; null before <c>Adapt</c> has learned them.</summary>
    [ConfigArgument(Reader = nameof(ReadGivenBoundaries))]
    public NumberArray? BinBoundaries { get; private set; }

    /// <summary>The number of bins to learn; null where boundaries were given.</summary>
    [ConfigArgument(LargestInFile = LargestInFile)]
    public int? NumBins { get; }

    /// <summary>The tolerance of the learned boundaries.</summary>
    public double Epsilon { get; }

    /// <summary>"int", "one_hot", "multi_hot" or "count".</summary>
    public string OutputMode { get; }

    // A layer that has learned is written with both, its boundaries and their number.
    [ConfigArgument("bin_boundaries", Reader = nameof(ReadLearnedBoundaries), Writer = "")]
    internal NumberArray? LearnedBoundaries
    {
        get => NumBins is null ? null : BinBoundaries;
        init => BinBoundaries = Ascending(value) ?? BinBoundaries;
    }

    [ConfigArgument]
    private bool Sparse { get; }

    [ConfigArgument("dtype")]
    private DType WrittenDType => VariableDType;

    /// <inheritdoc/>
    // The layer's type is that of the bins.
    protected internal override bool Autocast => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        _ = NumberInput.Of(x, this);
        if (x.DType.IsFloatingPoint)
            x = x.Cast(DType.Float32);
        DType dtype = OutputMode == OutputModes.Int ? DType.Int32 : ComputeDType;
        if (BinBoundaries is { } boundaries)
        {
            Symbol bins = Ops.Digitize(x, [.. boundaries.ToSingles()]);
            return OutputModes.Encode(bins, OutputMode, checked((int)boundaries.Shape.ElementCount) + 1, dtype);
        }

        // A model may be put together before its layers have learned.
        if (TraceContext.Current.IsForShapes)
            return OutputModes.Encode(x.Cast(DType.Int32), OutputMode, NumBins!.Value, dtype);
        throw new InvalidOperationException(
            $"Discretization '{Name}' has no boundaries yet; call Adapt with samples before, or create the layer with boundaries.");
    }

    internal override bool HasToLearn => NumBins is not null;

    private protected override void CheckAdaptable()
    {
        if (!HasToLearn)
            throw new InvalidOperationException(
                $"Discretization '{Name}' was given its boundaries, so there is nothing to adapt; give numBins instead to learn them.");
    }

    private protected override void Reset() => summary = QuantileSummary.Empty;

    private protected override void Update(Tensor batch)
    {
        NumberInput.Require(batch.DType, batch.Shape, this);
        using Tensor numbers = batch.Cast(DType.Float32);
        summary = QuantileSummary.Of(numbers.ToArray<float>(), Epsilon).Join(summary, Epsilon);
    }

    private protected override void Complete() =>
        BinBoundaries = NumberArray.Create([.. summary.Boundaries(NumBins!.Value).Select(b => (double)b)]);

    private static NumberArray? ReadGivenBoundaries(Config config, string key) =>
        config.Has("num_bins") ? null : NumberArray.Read(config, key);

    private static NumberArray? ReadLearnedBoundaries(Config config, string key) =>
        config.Has("num_bins") ? NumberArray.Read(config, key) : null;

    private static NumberArray? Ascending(NumberArray? boundaries)
    {
        if (boundaries is null)
            return null;
        if (boundaries.Shape.Rank != 1)
            throw new ArgumentException($"Discretization: expected a list of boundaries, got {boundaries}.", nameof(boundaries));
        float[] numbers = boundaries.ToSingles();
        return numbers.Zip(numbers.Skip(1)).All(p => p.First <= p.Second)
            ? boundaries
            : throw new ArgumentException($"Discretization: expected boundaries in ascending order, got {boundaries}.", nameof(boundaries));
    }
}
