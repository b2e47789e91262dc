using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>Checks of what metrics of classes take.</summary>
internal static class ClassTargets
{
    /// <exception cref="ShapeException">The targets are not one-hot vectors of the shape of the predictions.</exception>
    public static void RequireRows(string what, Symbol yTrue, Symbol yPred)
    {
        if (yPred.Rank == 0 || yTrue.Rank == 0
            || (yTrue.Rank >= 0 && yPred.Rank >= 0 && (yTrue.Rank != yPred.Rank || !yTrue.Shape[..^1].IsCompatibleWith(yPred.Shape[..^1]))))
            throw new ShapeException(
                $"{what}: expected one-hot targets of the predictions' shape {yPred.Shape}, got {yTrue.Shape}; for class indices use "
                + $"sparse_{what}.");
        TellOfSingleClass(what, yPred);
    }

    private static void TellOfSingleClass(string what, Symbol yPred)
    {
        if (yPred.Rank > 0 && yPred.Shape[^1] == 1)
            Warnings.Tell($"The predictions of {what} have the shape {yPred.Shape}: a single class, which is always the largest. "
                + "Use binary_accuracy for two classes.");
    }

    /// <summary>
    /// Class indices with one axis less than the predictions; where broadcasting is allowed, axes of length 1 stand for any, as in
    /// elementwise formulas.
    /// </summary>
    /// <exception cref="ShapeException">The targets are not one class index for each prediction.</exception>
    public static Symbol Require(string what, Symbol yTrue, Symbol yPred, bool allowBroadcast = false)
    {
        Symbol classes = Ranks.ClassIndices(yTrue, yPred);
        if (yPred.Rank == 0 || (yPred.Rank > 0 && !Fit(yPred.Shape[..^1], classes.Shape, allowBroadcast)))
            throw new ShapeException(
                $"{what}: for predictions of shape {yPred.Shape} expected class indices with one axis less (or a last axis of 1), "
                + $"got {yTrue.Shape}; for one-hot targets use {what.Replace("sparse_", "", StringComparison.Ordinal)}.");
        TellOfSingleClass(what, yPred);
        return classes;
    }

    private static bool Fit(Shape rows, Shape classes, bool allowBroadcast) =>
        rows.IsCompatibleWith(classes)
            || (allowBroadcast && rows.Rank == classes.Rank && rows.Rank > 1 && Ranks.BroadcastTogether(rows, classes));
}
