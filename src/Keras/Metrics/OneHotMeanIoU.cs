namespace Keras.Metrics;

/// <summary>
/// Intersection over union as the mean over all classes that occur, for one-hot targets (<c>keras.metrics.OneHotMeanIoU</c>).
/// </summary>
/// <param name="numClasses">The number of classes.</param>
/// <param name="name">Its name. Default: "one_hot_mean_io_u".</param>
/// <param name="ignoreClass">A target class that is ignored. Default: null, none.</param>
/// <param name="sparseYPred">Whether the predictions are class indices instead of one number for each class (default).</param>
/// <param name="axis">The axis of the classes. Default: the last.</param>
/// <exception cref="ArgumentException">There is no class.</exception>
[KerasSerializable]
[ConfigOrder(nameof(NumClasses), nameof(Name), nameof(DType), nameof(IgnoreClass), nameof(SparseYPred), nameof(Axis), WithoutBase = true)]
public sealed partial class OneHotMeanIoU(
    int numClasses, string? name = null, int? ignoreClass = null, bool sparseYPred = false, int axis = -1)
    : MeanIoU(numClasses, name, ignoreClass, sparseYTrue: false, sparseYPred, axis);
