using TensorFlow;

namespace Keras.Losses;

/// <summary>The kind of a model's output, inferred from the shapes of targets and predictions.</summary>
internal enum OutputKind
{
    /// <summary>One number a sample: yes or no.</summary>
    Binary,

    /// <summary>Class probabilities, with class indices as targets.</summary>
    ClassIndices,

    /// <summary>Class probabilities, with one-hot targets.</summary>
    Rows,
}

/// <summary>
/// The resolution of "accuracy" and "crossentropy" (<c>keras.trainers.compile_utils.is_binary_or_sparse_categorical</c>).
/// </summary>
internal static class OutputKinds
{
    /// <exception cref="ShapeException">The predictions are a scalar, or a rank is not known.</exception>
    public static OutputKind Of(Shape yTrue, Shape yPred)
    {
        if (yPred.Rank < 1 || yTrue.Rank < 0)
            throw new ShapeException(
                $"Cannot infer the kind of accuracy or crossentropy from targets {yTrue} and predictions {yPred}; name it: binary_…, "
                + "categorical_… or sparse_categorical_….");
        if (yPred[^1] == 1)
            return OutputKind.Binary;
        return yTrue.Rank < yPred.Rank || (yTrue[^1] == 1 && yPred[^1] > 1) ? OutputKind.ClassIndices : OutputKind.Rows;
    }
}
