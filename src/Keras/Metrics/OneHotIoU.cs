namespace Keras.Metrics;

/// <summary>Intersection over union of some classes, for one-hot targets (<c>keras.metrics.OneHotIoU</c>).</summary>
/// <param name="numClasses">The number of classes.</param>
/// <param name="targetClassIds">The classes whose mean is the result.</param>
/// <param name="name">Its name. Default: "one_hot_io_u".</param>
/// <param name="ignoreClass">A target class that is ignored. Default: null, none.</param>
/// <param name="sparseYPred">Whether the predictions are class indices instead of one number for each class (default).</param>
/// <param name="axis">The axis of the classes. Default: the last.</param>
/// <exception cref="ArgumentException">There is no class, no target, or a target that does not exist.</exception>
[KerasSerializable]
[ConfigOrder(nameof(NumClasses), nameof(TargetClassIds), nameof(Name), nameof(DType), nameof(IgnoreClass), nameof(SparseYPred),
    nameof(Axis), WithoutBase = true)]
public sealed partial class OneHotIoU(int numClasses, IReadOnlyList<int> targetClassIds, string? name = null,
    int? ignoreClass = null, bool sparseYPred = false, int axis = -1)
    : IoU(numClasses, targetClassIds, name, ignoreClass, sparseYTrue: false, sparseYPred, axis);
