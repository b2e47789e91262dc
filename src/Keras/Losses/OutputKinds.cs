using TensorFlow;

namespace Keras.Losses;

/// <summary>What a model's output means, told by the shapes of truth and predictions.</summary>
internal enum OutputKind
{
    /// <summary>One number a sample: yes or no.</summary>
    Binary,

    /// <summary>A row of classes, the truth being class numbers.</summary>
    ClassNumbers,

    /// <summary>A row of classes, the truth being a row as well.</summary>
    Rows,
}

/// <summary>
/// How "accuracy" and "crossentropy" find their meaning (<c>keras.trainers.compile_utils.is_binary_or_sparse_categorical</c>).
/// </summary>
internal static class OutputKinds
{
    /// <exception cref="ShapeException">The predictions are a scalar, or a rank is not known.</exception>
    public static OutputKind Of(Shape yTrue, Shape yPred)
    {
        if (yPred.Rank < 1 || yTrue.Rank < 0)
            throw new ShapeException(
                $"Cannot tell the kind of accuracy or crossentropy from truth {yTrue} and predictions {yPred}; name it: binary_…, "
                + "categorical_… or sparse_categorical_….");
        if (yPred[^1] == 1)
            return OutputKind.Binary;
        return yTrue.Rank < yPred.Rank || (yTrue[^1] == 1 && yPred[^1] > 1) ? OutputKind.ClassNumbers : OutputKind.Rows;
    }
}
