using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// Intersection over union of some classes, <c>tp / (tp + fp + fn)</c> of each and then the mean over those that occur
/// (<c>keras.metrics.IoU</c>). The state is of integers by default, so that fractional sample weights count only with a floating-point <see
/// cref="Metric.DType"/>.
/// </summary>
[KerasSerializable]
public partial class IoU : Metric
{
    /// <summary>The classes that a file may ask for: their matrix takes 256 MiB.</summary>
    internal const int MostClassesInConfig = 5792;

    // The library counts the elements of some operations in 31 bits.
    private const int MostClasses = 46340;
    private const double Least = 1e-9;
    private readonly int[] targets;
    private readonly Weight matrix;

    /// <summary>Intersection over union.</summary>
    /// <param name="numClasses">The number of classes.</param>
    /// <param name="targetClassIds">The classes whose mean is the result.</param>
    /// <param name="name">Its name. Default: "io_u".</param>
    /// <param name="ignoreClass">A target class that is ignored. Default: null, none.</param>
    /// <param name="sparseYTrue">Whether targets are class indices (default) instead of one-hot.</param>
    /// <param name="sparseYPred">Whether the predictions are class indices (default) instead of one number for each class.</param>
    /// <param name="axis">The axis of the classes where they are not class indices. Default: the last.</param>
    /// <exception cref="ArgumentException">There is no class, no target, or a target that does not exist.</exception>
    public IoU(
        int numClasses,
        IReadOnlyList<int> targetClassIds,
        string? name = null,
        int? ignoreClass = null,
        bool sparseYTrue = true,
        bool sparseYPred = true,
        int axis = -1)
        : base(name)
    {
        if (numClasses is < 1 or > MostClasses)
            throw new ArgumentOutOfRangeException(nameof(numClasses), numClasses,
                $"{ClassName}: expected 1 to {MostClasses} classes, whose matrix can be counted, got {numClasses}.");
        if (targetClassIds.Count == 0)
            throw new ArgumentException($"{ClassName}: expected at least one target class, got none.", nameof(targetClassIds));
        foreach (int id in targetClassIds)
        {
            if (id < 0 || id >= numClasses)
                throw new ArgumentOutOfRangeException(nameof(targetClassIds), id,
                    $"{ClassName}: expected target classes in [0, {numClasses}), got {id}.");
        }

        NumClasses = numClasses;
        targets = [.. targetClassIds];
        IgnoreClass = ignoreClass;
        SparseYTrue = sparseYTrue;
        SparseYPred = sparseYPred;
        Axis = axis;
        DType = DType.Int64;
        matrix = AddWeight("total_confusion_matrix", [numClasses, numClasses]);
    }

    /// <summary>The number of classes.</summary>
    [ConfigArgument(LargestInFile = MostClassesInConfig)]
    public int NumClasses { get; }

    /// <summary>The classes whose mean is the result.</summary>
    public IReadOnlyList<int> TargetClassIds => targets;

    /// <summary>A target class that is ignored; null for none.</summary>
    public int? IgnoreClass { get; }

    /// <summary>Whether targets are class indices.</summary>
    public bool SparseYTrue { get; }

    /// <summary>Whether the predictions are class indices.</summary>
    public bool SparseYPred { get; }

    /// <summary>The axis of the classes where they are not class indices.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Targets, predictions and weights differ in number.</exception>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        Symbol truth = Classes(yTrue, SparseYTrue), predictions = Classes(yPred, SparseYPred);
        if (ElementsOfSample(truth) is { } expected && ElementsOfSample(predictions) is { } got && expected != got)
            throw new ShapeException(
                $"{ClassName}: expected as many true as predicted classes, got {yTrue.Shape} and {yPred.Shape}; give SparseYPred = false "
                + "where the predictions are a probability of each class.");
        (truth, predictions) = (Flat(truth), Flat(predictions));
        Symbol weights = sampleWeight is { } given ? Flat(Finite(given)) : truth.Number(1);
        if (!truth.Shape.IsCompatibleWith(predictions.Shape) || (weights.Rank == 1 && !Ranks.BroadcastTogether(truth.Shape, weights.Shape)))
            throw new ShapeException(
                $"{ClassName}: expected as many true as predicted classes, and weights for each, got {yTrue.Shape}, {yPred.Shape} and "
                + $"{sampleWeight?.Shape}.");
        if (sampleWeight is { DType.IsFloatingPoint: true } && !DType.IsFloatingPoint)
            Warnings.Tell($"{ClassName} '{Name}' got weights of {sampleWeight.Value.DType.StandardName}, of which its state of "
                + $"{DType.StandardName} keeps integers only; give integer weights or DType = DType.Float32.");
        matrix.AssignAdd(ClassConfusion.Count(truth, predictions, weights, NumClasses, IgnoreClass));
    }

    /// <inheritdoc/>
    protected internal override Symbol Result()
    {
        Symbol counts = matrix;
        Symbol truePositives = RawOps.MatrixDiagPart(counts);
        Symbol union = Ops.Sum(counts, 0) + Ops.Sum(counts, 1) - truePositives;
        Symbol intersections = Targets(truePositives), unions = Targets(union);
        // A class that does not occur is no part of the mean.
        Symbol occurs = Ops.Greater(unions, Least);
        Symbol ratios = Ops.Where(occurs, intersections / (unions + Crossentropy.Epsilon), Ops.ZerosLike(unions));
        return Ops.Sum(ratios) / (Ops.Sum(occurs.Cast(DType.Float32)) + Crossentropy.Epsilon);
    }

    // The number of elements behind the axis of samples; null where it is not known.
    private static long? ElementsOfSample(Symbol x) =>
        x.Rank > 0 && x.Shape[1..] is { IsFullyKnown: true } sample ? sample.ElementCount : null;

    private Symbol Classes(Symbol values, bool isSparse) =>
        ClassIndices.Of(isSparse ? values : Ops.ArgMax(values, Axis)).Cast(DType);

    // An infinite weight is as large as an int64 holds exactly, NaN is 0: what a plain conversion makes of them is different where XLA
    // compiles.
    private Symbol Finite(Symbol given)
    {
        if (DType.IsFloatingPoint || !given.DType.IsFloatingPoint)
            return given.Cast(DType);
        const double most = 1L << 31;
        return Ops.Where(RawOps.IsNan(given), Ops.ZerosLike(given), Ops.Maximum(Ops.Minimum(given, most), -most)).Cast(DType);
    }

    private static Symbol Flat(Symbol values) => values.Rank is 0 or 1 ? values : Ops.Reshape(values, [-1]);

    private Symbol Targets(Symbol byClass) =>
        RawOps.GatherV2(byClass, byClass.Graph.Constant(targets), byClass.Graph.Constant(0, DType.Int32)).Cast(DType.Float32);
}
