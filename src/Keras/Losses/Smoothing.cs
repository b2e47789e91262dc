using System.Globalization;
using TensorFlow;

namespace Keras.Losses;

/// <summary>Takes a part of each target away and spreads it over all classes, so that no prediction has to become certain.</summary>
internal static class Smoothing
{
    public static double Require(double labelSmoothing, string className) => labelSmoothing is >= 0 and <= 1
        ? Hyperparameter.Meant(labelSmoothing)
        : throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing,
            string.Create(CultureInfo.InvariantCulture, $"{className}: expected a labelSmoothing in [0, 1], got {labelSmoothing}."));

    // Keras always takes the number of classes from the last axis, whatever the axis of the loss.
    public static Symbol Categorical(Symbol target, double smoothing) => smoothing == 0
        ? target
        : (target * (1 - smoothing)) + (target.Number(smoothing) / Ops.Cast(Ops.Shape(target, -1), target.DType));

    public static Symbol Binary(Symbol target, double smoothing) => smoothing == 0
        ? target
        : (target * (1 - smoothing)) + (0.5 * smoothing);
}
