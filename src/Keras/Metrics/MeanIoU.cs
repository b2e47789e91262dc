namespace Keras.Metrics;

/// <summary>
/// Intersection over union, <c>tp / (tp + fp + fn)</c>, as the mean over all classes that occur (<c>keras.metrics.MeanIoU</c>).
/// </summary>
/// <param name="numClasses">The number of classes.</param>
/// <param name="name">Its name. Default: "mean_io_u".</param>
/// <param name="ignoreClass">A target class that is ignored. Default: null, none.</param>
/// <param name="sparseYTrue">Whether targets are class indices (default) instead of one-hot.</param>
/// <param name="sparseYPred">Whether the predictions are class indices (default) instead of one number for each class.</param>
/// <param name="axis">The axis of the classes where they are not class indices. Default: the last.</param>
/// <exception cref="ArgumentException">There is no class.</exception>
[KerasSerializable]
[ConfigOrder(nameof(NumClasses), nameof(Name), nameof(DType), nameof(IgnoreClass), nameof(SparseYTrue), nameof(SparseYPred),
    nameof(Axis), WithoutBase = true)]
public partial class MeanIoU(int numClasses, string? name = null, int? ignoreClass = null,
    bool sparseYTrue = true, bool sparseYPred = true, int axis = -1)
    : IoU(numClasses, [.. Enumerable.Range(0, Math.Clamp(numClasses, 0, 46340))], name, ignoreClass, sparseYTrue, sparseYPred, axis);
